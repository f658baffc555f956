import type { PlaceRecord } from '../place/place.rows.ts';
import { isEntryRecord, type PlaceEntryRow } from './place-entry.rows.ts';
import { PLACE_FIELD_LABELS, type PlaceField } from './place-fields.rules.ts';
import { fieldStanding, type WrittenField } from './place-overlay.rules.ts';

/** The records that files gave, without the one that a created place is by itself. */
export function ofFiles(records: readonly PlaceRecord[]): readonly PlaceRecord[] {
  return records.filter((record) => !isEntryRecord(record));
}

/** The places that are closed, whatever the files say. */
export function closedIds(entries: readonly PlaceEntryRow[]): ReadonlySet<string> {
  return new Set(entries.filter(({ status }) => status === 'CLOSED').map(({ place_id: id }) => id));
}

/**
 * What was written of each place, its own first, then of the places that were recognised as it since.
 *
 * @param heirs the place that replaced each one that was merged.
 */
export function entriesByPlace(
  entries: readonly PlaceEntryRow[],
  heirs: ReadonlyMap<string, string>,
): (placeId: string) => readonly PlaceEntryRow[] {
  const byPlace = new Map<string, PlaceEntryRow[]>();
  for (const entry of entries) {
    const id = lastHeir(entry.place_id, heirs);
    const found = byPlace.get(id) ?? [];
    byPlace.set(id, entry.place_id === id ? [entry, ...found] : [...found, entry]);
  }
  return (placeId) => byPlace.get(placeId) ?? [];
}

function lastHeir(placeId: string, heirs: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let id = placeId;
  for (let next = heirs.get(id); next !== undefined && !seen.has(next); next = heirs.get(id)) {
    seen.add(id);
    id = next;
  }
  return id;
}

interface Described {
  readonly id: string;
  readonly content: { readonly name: string };
  readonly records: readonly PlaceRecord[];
}

/** What an import must say of the fields that a person wrote and on which the files say something else. */
export function entryRemarks(place: Described, entries: readonly PlaceEntryRow[]): readonly string[] {
  const records = ofFiles(place.records);
  return entries.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([name, written]) => {
      const standing = fieldStanding(name as PlaceField, written, records);
      return standing === 'HOLDS' ? [] : [remark(place, { name: name as PlaceField, written, standing })];
    }),
  );
}

interface Disagreement {
  readonly name: PlaceField;
  readonly written: WrittenField;
  readonly standing: 'KEPT' | 'OVERTAKEN';
}

function remark({ id, content }: Described, { name, written, standing }: Disagreement): string {
  const subject = `Lieu « ${content.name} » (${id}), ${PLACE_FIELD_LABELS[name]}`;
  return standing === 'KEPT'
    ? `${subject} : un fichier dit autre chose que la saisie du ${frenchDay(written.asOf)} (${written.source}) sans être plus récent ; la saisie est gardée.`
    : `${subject} : un fichier plus récent que la saisie du ${frenchDay(written.asOf)} (${written.source}) l’emporte.`;
}

function frenchDay(day: string): string {
  return day.split('-').reverse().join('/');
}
