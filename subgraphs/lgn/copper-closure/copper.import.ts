import type { Cells, Dataset, Format } from '../../../platform/importer/dataset.ts';
import { isCommuneCode } from './commune-codes.ts';
import { parseCopperRow } from './copper.source.ts';

const parse = (cells: Cells) => parseCopperRow(cells, isCommuneCode);

const has = (columns: ReadonlySet<string>, ...names: readonly string[]) => names.every((name) => columns.has(name));
const CORE = ['code_insee', 'lot', 'fermeture_commerciale', 'fermeture_technique'];

function orangeFormat(kind: 'csv' | 'xlsx'): Format {
  return {
    name: `orange-${kind}`,
    label: `la trajectoire de fermeture du cuivre d’Orange, feuille « Communes » (${kind.toUpperCase()})`,
    kind,
    defaultSource: 'Orange, trajectoire de fermeture du cuivre',
    recognises: (columns) =>
      has(columns, ...CORE) && (columns.has('report_FC') || columns.has('annonce_ferm_commerciale')),
    parse,
  };
}

/** The copper closure by commune, from whichever file is at hand: each file replaces all that was known. */
export const copper: Dataset = {
  name: 'copper',
  label: 'Fermeture du réseau cuivre',
  formats: [
    orangeFormat('csv'),
    orangeFormat('xlsx'),
    {
      name: 'gouvernement-csv',
      label: 'le fichier national « fermeture-reseau-cuivre » (CSV)',
      kind: 'csv',
      defaultSource: 'data.gouv.fr, fermeture du réseau cuivre',
      recognises: (columns) => has(columns, ...CORE, 'Code_postal'),
      parse,
    },
    {
      name: 'extrait-csv',
      label: 'un extrait de la fermeture du cuivre par commune (CSV : code_insee, lot, dates, code_oi)',
      kind: 'csv',
      defaultSource: 'Orange, trajectoire de fermeture du cuivre',
      recognises: (columns) => has(columns, ...CORE),
      parse,
    },
  ],
  tables: [
    {
      table: 'copper_closure',
      key: ['commune_code'],
      columns: {
        commune_code: 'text',
        lot: 'text',
        commercial_closure: 'date',
        technical_closure: 'date',
        commercial_announced_on: 'date',
        commercial_postponed: 'boolean',
        initial_technical_closure: 'date',
        infrastructure_operators: 'text[]',
      },
    },
  ],
};
