import { mergedContent, type KnownCommune } from '../place/place-merge.rules.ts';
import type { PlaceContent, PlaceRecord } from '../place/place.rows.ts';
import {
  columnsOfField,
  fieldValue,
  isNothing,
  PLACE_FIELD_NAMES,
  sameValue,
  type PlaceField,
} from './place-fields.rules.ts';

/** One field that a person wrote. */
export interface WrittenField {
  readonly value: unknown;
  /** What the files said of it when it was written. */
  readonly base: unknown;
  /** The day it was true, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Who says so, for the provenance. */
  readonly source: string;
}

export type WrittenFields = Readonly<Partial<Record<PlaceField, WrittenField>>>;

export interface Overlay {
  readonly fields: WrittenFields;
  readonly confirmedOn: string | null;
}

/**
 * - `HOLDS`: it is published.
 * - `KEPT`: it is published although a file changed since, because that file is not more recent.
 * - `OVERTAKEN`: a more recent file says something new, which is published.
 */
export type FieldStanding = 'HOLDS' | 'KEPT' | 'OVERTAKEN';

/**
 * Whether what a person wrote of a field is published. A file overtakes it only when it says something new (other than
 * when the person wrote) and its record was confirmed on a later day: neither the same file again, nor an older one, nor
 * one whose date alone moved, nor one that says nothing of it, undoes what a person wrote.
 */
export function fieldStanding(
  field: PlaceField,
  written: WrittenField,
  records: readonly PlaceRecord[],
): FieldStanding {
  const said = fieldValue(mergedContent(records), field);
  if (isNothing(said) || sameValue(said, written.base) || sameValue(said, written.value)) return 'HOLDS';
  const day = confirmedDay(field, records);
  return day !== null && day > written.asOf ? 'OVERTAKEN' : 'KEPT';
}

/** The last day that a record which says something of the field was confirmed. */
function confirmedDay(field: PlaceField, records: readonly PlaceRecord[]): string | null {
  const saying = records.filter((record) => !isNothing(fieldValue(record, field)));
  const days = saying.flatMap(({ updated_on: day }) => day ?? []);
  return days.reduce<string | null>((last, day) => (last === null || day > last ? day : last), null);
}

/** How an importer's note on a column begins. */
const NOTED: Readonly<Partial<Record<PlaceField, string>>> = {
  phone: 'telephone :',
  emails: 'courriels :',
  websites: 'site_web :',
  openingHours: 'horaires :',
  coordinates: 'coordonnées :',
  siret: 'pivot :',
  services: 'services :',
  bookingUrl: 'prise_rdv :',
  accesLibreUrl: 'fiche_acces_libre :',
};

/** The content of a place: what the records of files say, and over it what people wrote and still holds. */
export function overlaidContent(
  records: readonly PlaceRecord[],
  { fields, confirmedOn }: Overlay,
  communes: readonly KnownCommune[],
): PlaceContent {
  const merged = mergedContent(records);
  const content: Record<string, unknown> = { ...merged };
  for (const field of PLACE_FIELD_NAMES) {
    const written = fields[field];
    if (written === undefined || fieldStanding(field, written, records) === 'OVERTAKEN') continue;
    Object.assign(content, columnsOfField(field, written.value));
    const noted = NOTED[field];
    if (noted !== undefined)
      content['quality_notes'] = (content['quality_notes'] as readonly string[]).filter(
        (note) => !note.startsWith(noted),
      );
  }
  const commune = communes.find(({ code }) => code === content['commune_code']);
  if (commune !== undefined) content['commune_name'] = commune.name;
  const days = [merged.updated_on, confirmedOn].filter((day) => day !== null).sort();
  return { ...(content as unknown as PlaceContent), updated_on: days.at(-1) ?? null };
}

/** What one entry says over another of the same place: the first one's fields win. */
export function overlayOf(entries: readonly Overlay[]): Overlay {
  const days = entries.flatMap(({ confirmedOn }) => confirmedOn ?? []).sort();
  return {
    fields: Object.assign({}, ...entries.map(({ fields }) => fields).reverse()) as WrittenFields,
    confirmedOn: days.at(-1) ?? null,
  };
}
