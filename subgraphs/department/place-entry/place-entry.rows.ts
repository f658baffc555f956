import { ownPlaceId } from '../place/place-identity.rules.ts';
import type { PlaceRecord } from '../place/place.rows.ts';
import { overlaidContent, type WrittenFields } from './place-overlay.rules.ts';

/** The producer that the provenance names for what the department's agents write. */
export const DEPARTMENT_SOURCE = 'Conseil départemental de Lot-et-Garonne (saisie)';

/** The source of the records that created places are by themselves; it begins their identifiers. */
const ENTRY_SOURCE = 'departement-47-saisie';

export type EntryChange = 'CREATED' | 'UPDATED' | 'CONFIRMED' | 'CLOSED' | 'REOPENED';

/** What people have written of a place; days are `YYYY-MM-DD`. */
export interface PlaceEntryRow {
  readonly place_id: string;
  /** The place is there by this entry, whatever the files say. */
  readonly created: boolean;
  readonly status: 'OPEN' | 'CLOSED';
  readonly fields: WrittenFields;
  readonly as_of: string;
  readonly confirmed_on: string | null;
  readonly confirmed_by: 'HOST' | 'DEPARTMENT' | null;
  readonly closed_on: string | null;
  readonly revision: number;
  readonly updated_at: Date;
}

/** Selects `PlaceEntryRow`s; the entry's alias is `e`. */
export const SELECT_ENTRIES = `
  SELECT e.place_id, e.created, e.status, e.fields, to_char(e.as_of, 'YYYY-MM-DD') AS as_of,
    to_char(e.confirmed_on, 'YYYY-MM-DD') AS confirmed_on, e.confirmed_by, to_char(e.closed_on, 'YYYY-MM-DD') AS closed_on,
    e.revision, e.updated_at
  FROM place_entry e`;

/** The oldest import has the lowest number: a place that a person created comes after those of files. */
const AFTER_EVERY_IMPORT = 2_147_483_647;

/** The identifier of a place that a person creates: the same for the same name in the same commune. */
export function createdPlaceId(slug: string): string {
  return ownPlaceId({ source: ENTRY_SOURCE, source_id: slug });
}

/** The record that a created place is by itself: by it, files that describe the same place are recognised. */
export function recordOfEntry(entry: PlaceEntryRow): PlaceRecord {
  const content = overlaidContent([], { fields: entry.fields, confirmedOn: entry.confirmed_on }, []);
  const slug = entry.place_id.slice(ENTRY_SOURCE.length + 1);
  return { ...content, source: ENTRY_SOURCE, source_id: slug, created_import_id: AFTER_EVERY_IMPORT };
}

/** Whether a record is a created place's own, not a file's. */
export function isEntryRecord({ source }: Pick<PlaceRecord, 'source'>): boolean {
  return source === ENTRY_SOURCE;
}
