import type { Fault, Parsed } from '../../../platform/importer/dataset.ts';
import { isRna, isSiret } from '../organisation/siret.ts';
import { openingHoursFault } from './opening-hours.ts';
import { frenchPhone } from './phone.ts';
import { degrees, isNearDepartment, listOf, textOf, type StandardCells } from './place-cells.rules.ts';
import * as vocabulary from './place-vocabulary.rules.ts';
import type { PlaceContent } from './place.rows.ts';

/** How a format is read: where it comes from, what it cannot do without, and how it names the standard's columns. */
export interface RecordReading {
  readonly source: string;
  readonly required: readonly string[];
  readonly columns?: Readonly<Record<string, string>>;
}

const INSEE_CODE = /^([013-9]\d|2[AB1-9])\d{3}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * One row of `place_record` from a place in the standard's columns. What the standard requires must be there and
 * right; an optional cell that cannot be used is left out and said in `quality_notes`.
 */
export function placeRecord(cells: StandardCells, { source, required, columns = {} }: RecordReading): Parsed {
  const faults = required.flatMap((column): Fault[] => {
    const reason = requirementBroken(column, textOf(cells[column]));
    return reason === null ? [] : [{ column: columns[column] ?? column, value: textOf(cells[column]), reason }];
  });
  const key = { source, source_id: textOf(cells['id']) };
  if (faults.length > 0) return { ok: false, faults, about: [{ table: 'place_record', values: key }] };
  const notes: string[] = [];
  const content = { ...identityOf(cells, notes), ...contactOf(cells, notes), ...offerOf(cells, notes) };
  const values: PlaceContent = { ...content, quality_notes: notes };
  return { ok: true, rows: [{ table: 'place_record', values: { ...key, ...values } }] };
}

function requirementBroken(column: string, value: string): string | null {
  if (value === '') return 'cette valeur est obligatoire';
  if (column === 'code_postal' && !/^\d{5}$/.test(value)) return 'un code postal de 5 chiffres est attendu (47000)';
  if (column === 'pivot' && !/^[a-zA-Z0-9]{9,14}$/.test(value))
    return 'un SIRET ou un RNA est attendu (43493312300029)';
  if (column === 'date_maj' && isoDate(value) === null) return 'une date AAAA-MM-JJ est attendue (2024-04-02)';
  return null;
}

/** The day of an ISO date or instant, `null` when there is no such day. */
function isoDate(text: string): string | null {
  const day = /^\d{4}-\d{2}-\d{2}(?=$|T| )/.exec(text)?.[0];
  const date = new Date(`${day ?? ''}T00:00:00Z`);
  return day !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

function identityOf(cells: StandardCells, notes: string[]) {
  const pivot = textOf(cells['pivot']).replaceAll(/\s/g, '').toUpperCase();
  if (pivot !== '' && !/^0+$/.test(pivot) && !isSiret(pivot) && !isRna(pivot)) {
    notes.push(`pivot : « ${pivot} » n’est ni un SIRET (clé de contrôle fausse) ni un RNA.`);
  }
  const code = textOf(cells['code_insee']);
  if (code !== '' && !INSEE_CODE.test(code)) notes.push(`code_insee : « ${code} » n’est pas un code de commune.`);
  const communeCode = INSEE_CODE.test(code) ? code : null;
  const postcode = textOf(cells['code_postal']);
  return {
    name: textOf(cells['nom']),
    commune_name: textOf(cells['commune']),
    postcode,
    commune_code: communeCode,
    address: textOf(cells['adresse']),
    address_extra: optional(cells['complement_adresse']),
    siret: isSiret(pivot) ? pivot : null,
    rna: isRna(pivot) ? pivot : null,
    ...positionOf(cells, (communeCode ?? postcode).startsWith('47'), notes),
    updated_on: isoDate(textOf(cells['date_maj'])),
  };
}

function positionOf(cells: StandardCells, inDepartment: boolean, notes: string[]) {
  const nowhere = { latitude: null, longitude: null };
  const texts = [textOf(cells['latitude']), textOf(cells['longitude'])] as const;
  if (texts[0] === '' && texts[1] === '') return nowhere;
  const [latitude, longitude] = [degrees(texts[0]), degrees(texts[1])];
  const valid = latitude !== null && longitude !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!valid) {
    notes.push(`coordonnées : « ${texts.join(' ; ')} » ne sont pas des degrés WGS84.`);
    return nowhere;
  }
  if (inDepartment && !isNearDepartment(latitude, longitude)) {
    notes.push(`coordonnées : « ${texts.join(' ; ')} » sont hors du Lot-et-Garonne, où est la commune.`);
    return nowhere;
  }
  return { latitude, longitude };
}

function contactOf(cells: StandardCells, notes: string[]) {
  const usable = (column: string, isUsable: (text: string) => boolean) =>
    listOf(cells[column]).filter((text) => {
      if (!isUsable(text)) notes.push(`${column} : « ${text} » n’est pas utilisable.`);
      return isUsable(text);
    });
  const phone = textOf(cells['telephone']);
  if (phone !== '' && frenchPhone(phone) === null) notes.push(`telephone : « ${phone} » n’est pas un numéro valide.`);
  const hours = textOf(cells['horaires']);
  const fault = hours === '' ? null : openingHoursFault(hours);
  if (fault !== null) notes.push(`horaires : ${fault}`);
  return {
    phone: phone === '' ? null : frenchPhone(phone),
    emails: usable('courriels', (text) => EMAIL.test(text)),
    websites: usable('site_web', isWebAddress),
    opening_hours: hours === '' ? null : hours,
    acceslibre_url: usable('fiche_acces_libre', isWebAddress)[0] ?? null,
    booking_url: usable('prise_rdv', isWebAddress)[0] ?? null,
    collected_by: optional(cells['source']),
    parent_structure: optional(cells['structure_parente']),
  };
}

function offerOf(cells: StandardCells, notes: string[]) {
  const codes = (column: string, terms: Readonly<Record<string, string>>) => {
    const read = listOf(cells[column]).map((label) => ({ label, code: vocabulary.codeOf(terms, label) }));
    for (const { label, code } of read) {
      if (code === null) notes.push(`${column} : « ${label} » n’est pas dans le vocabulaire du standard.`);
    }
    return [...new Set(read.flatMap(({ code }) => code ?? []))];
  };
  const summary = optional(cells['presentation_resume']);
  if ((summary?.length ?? 0) > 280) notes.push('presentation_resume : plus de 280 caractères.');
  return {
    summary,
    detail: optional(cells['presentation_detail']),
    typologies: listOf(cells['typologie']),
    itinerancy: codes('itinerance', vocabulary.ITINERANCY),
    services: codes('services', vocabulary.SERVICES),
    audiences: codes('publics_specifiquement_adresses', vocabulary.AUDIENCES),
    special_care: codes('prise_en_charge_specifique', vocabulary.SPECIAL_CARE),
    fees: codes('frais_a_charge', vocabulary.FEES),
    programmes: codes('dispositif_programmes_nationaux', vocabulary.PROGRAMMES),
    training_labels: listOf(cells['formations_labels']),
    other_labels: listOf(cells['autres_formations_labels']),
    access_modes: codes('modalites_acces', vocabulary.ACCESS_MODES),
    support_modes: codes('modalites_accompagnement', vocabulary.SUPPORT_MODES),
  };
}

function optional(value: string | readonly string[] | undefined): string | null {
  const text = textOf(value);
  return text === '' ? null : text;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+\.[^\s]+$/i.test(text) && URL.canParse(text);
}
