import { foldedLetters } from './place-vocabulary.rules.ts';
import type { PlaceRecord } from './place.rows.ts';

type Key = Pick<PlaceRecord, 'source' | 'source_id'>;
type Recorded = Key & Pick<PlaceRecord, 'created_import_id'>;

/** How a record is named in a map. */
export function recordKey({ source, source_id: id }: Key): string {
  return JSON.stringify([source, id]);
}

/** The identifier of the place that a record alone would make: readable, and the same whenever it is computed. */
export function ownPlaceId({ source, source_id: id }: Key): string {
  const slug = (text: string) => foldedLetters(text).replaceAll(' ', '-');
  const exact = slug(id) === id ? '' : `-${checksum(id)}`;
  return `${slug(source)}-${slug(id)}${exact}`;
}

/** FNV-1a, 32 bits, base 36: tells apart identifiers that only punctuation separates. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}

/**
 * Gives each cluster its place's identifier, stable over imports and undos. A cluster keeps the identifier of a place
 * that one of its records made; else the one its records had; else it gets the one of its oldest record.
 *
 * @param previous the place of each record before, by `recordKey`.
 */
export function assignPlaceIds<R extends Recorded>(
  clusters: readonly (readonly R[])[],
  previous: ReadonlyMap<string, string>,
): ReadonlyMap<readonly R[], string> {
  const assigned = new Map<readonly R[], string>();
  const taken = new Set<string>();
  const existing = new Set(previous.values());
  const ordered = clusters.map((cluster) => ({ cluster, records: cluster.toSorted(oldestFirst) }));
  const passes: ((records: readonly R[]) => string[])[] = [
    (records) => records.map(ownPlaceId).filter((id) => existing.has(id)),
    (records) => records.flatMap((record) => previous.get(recordKey(record)) ?? []),
    (records) => records.map(ownPlaceId),
  ];
  for (const candidates of passes) {
    for (const { cluster, records } of ordered) {
      if (assigned.has(cluster)) continue;
      const id = candidates(records).find((candidate) => !taken.has(candidate));
      if (id === undefined) continue;
      assigned.set(cluster, id);
      taken.add(id);
    }
  }
  return assigned;
}

function oldestFirst(a: Recorded, b: Recorded): number {
  return a.created_import_id - b.created_import_id || (recordKey(a) < recordKey(b) ? -1 : 1);
}
