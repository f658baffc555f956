import { z } from 'zod';
import type { Cells, Fault, Parsed } from '../../../platform/importer/dataset.ts';
import { readDates, type ReadDate } from './copper-date.rules.ts';

/** A lot is a text: Expe1, ExpeZTD, 1, 4_1, PreselectionLot6 … */
const LOT = /^(?:Expe(?:\d+|ZTD)|\d+(?:_\d+)?|PreselectionLot\d+)$/;

/** Lots 1 to 4 and the experiments have published dates (August 2025); later ones are preselected or in consultation. */
const DATED_LOT = /^(?:Expe.*|[1-4](?:_\d+)?)$/;

const EMPTY_LOTS: ReadonlySet<string> = new Set(['', '-', 'Non programmé', 'non programmé', 'NC', 'null']);

const cell = z.string().trim().default('');

/** One commune in any of the producers' files; the columns that a file lacks are empty. */
const row = z.object({
  code_insee: cell,
  lot: cell,
  fermeture_commerciale: cell,
  fermeture_technique: cell,
  annonce_ferm_commerciale: cell,
  fermeture_technique_initiale: cell,
  report_FC: cell,
  code_oi: cell,
});

type Row = z.infer<typeof row>;

/** The department that this hub serves. */
const DEPARTMENT = '47';

/**
 * Reads a commune of the government's file, of the Orange workbook or of the short extract. A commune of another
 * department is out of scope: no row and no fault.
 */
export function parseCopperRow(cells: Cells, isCommune: (code: string) => boolean): Parsed {
  const read = row.safeParse(cells);
  if (!read.success) return faulty('', '', 'la ligne ne contient pas que du texte');
  const { code_insee: code } = read.data;
  if (/^(?:\d{5}|2[AB]\d{3})$/.test(code) && !code.startsWith(DEPARTMENT)) return { ok: true, rows: [] };
  if (!/^\d{5}$/.test(code))
    return faulty('code_insee', code, 'attendu un code INSEE à cinq chiffres, par exemple 47001');
  if (!isCommune(code)) return faulty('code_insee', code, 'ce code n’est pas celui d’une commune de Lot-et-Garonne');
  return parseClosure(read.data);
}

function parseClosure(cells: Row): Parsed {
  const lot = EMPTY_LOTS.has(cells.lot) ? null : cells.lot;
  const announced = /^(?:oui|non)$/i.test(cells.annonce_ferm_commerciale) ? '' : cells.annonce_ferm_commerciale;
  const texts = {
    fermeture_commerciale: cells.fermeture_commerciale,
    fermeture_technique: cells.fermeture_technique,
    annonce_ferm_commerciale: announced,
    fermeture_technique_initiale: cells.fermeture_technique_initiale,
  };
  const dates = readDates(texts);
  const commercial = dayOf(dates.fermeture_commerciale);
  const technical = dayOf(dates.fermeture_technique);
  const faults = [
    ...Object.entries(dates).flatMap(([column, date]) =>
      date.kind === 'FAULT' ? [{ column, value: texts[column as keyof typeof texts], reason: date.reason }] : [],
    ),
    ...lotFaults(cells, lot),
  ];
  if (faults.length === 0) faults.push(...orderFaults(cells, { lot, commercial, technical }));
  if (faults.length > 0) {
    return { ok: false, faults, about: [{ table: 'copper_closure', values: { commune_code: cells.code_insee } }] };
  }
  return stagedRow(cells, {
    lot,
    commercial_closure: commercial,
    technical_closure: technical,
    commercial_announced_on: dayOf(dates.annonce_ferm_commerciale),
    initial_technical_closure: dayOf(dates.fermeture_technique_initiale),
  });
}

function stagedRow(cells: Row, values: Readonly<Record<string, string | null>>): Parsed {
  const postponed = /^oui$/i.test(cells.report_FC) ? true : /^non$/i.test(cells.report_FC) ? false : null;
  const operators = [...new Set(cells.code_oi.split(/[/,|\s]+/).filter((code) => code !== ''))].toSorted();
  const rest = { commercial_postponed: postponed, infrastructure_operators: operators };
  return {
    ok: true,
    rows: [{ table: 'copper_closure', values: { commune_code: cells.code_insee, ...values, ...rest } }],
  };
}

function lotFaults(cells: Row, lot: string | null): Fault[] {
  if (lot === null || LOT.test(lot)) return [];
  const reason = 'lot inconnu : attendu par exemple Expe1, 3, 4_1, PreselectionLot6, ou rien';
  return [{ column: 'lot', value: cells.lot, reason }];
}

function orderFaults(
  cells: Row,
  { lot, commercial, technical }: { lot: string | null; commercial: string | null; technical: string | null },
): Fault[] {
  if (commercial === null && technical === null) {
    if (lot === null || !DATED_LOT.test(lot)) return [];
    return [{ column: 'lot', value: lot, reason: `le lot ${lot} est programmé mais les deux dates manquent` }];
  }
  if (commercial === null || technical === null) {
    const column = commercial === null ? 'fermeture_commerciale' : 'fermeture_technique';
    return [{ column, value: '', reason: 'une seule des deux dates est donnée : il faut les deux, ou aucune' }];
  }
  if (commercial <= technical) return [];
  const reason = `la fermeture commerciale est postérieure à la fermeture technique (${technical})`;
  return [{ column: 'fermeture_commerciale', value: cells.fermeture_commerciale, reason }];
}

function dayOf(date: ReadDate): string | null {
  return date.kind === 'DATE' ? date.date : null;
}

function faulty(column: string, value: string, reason: string): Parsed {
  return { ok: false, faults: [{ column, value, reason }] };
}
