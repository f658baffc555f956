import type { PoolClient } from 'pg';
import { deriveOrganisations } from '../organisation/organisation.derive.ts';
import { closedIds, entriesByPlace, entryRemarks, ofFiles } from '../place-entry/place-entry.rules.ts';
import { recordOfEntry, type PlaceEntryRow } from '../place-entry/place-entry.rows.ts';
import { readCommunes, readEntries, readHeirs } from '../place-entry/place-entry.store.ts';
import { overlaidContent, overlayOf } from '../place-entry/place-overlay.rules.ts';
import { clusterPlaces, type DoubtfulPair } from './place-cluster.rules.ts';
import { assignPlaceIds, recordKey } from './place-identity.rules.ts';
import { withCommune, withoutNullLists, type KnownCommune } from './place-merge.rules.ts';
import { foldedLetters } from './place-vocabulary.rules.ts';
import { contentColumns, type PlaceContent, type PlaceRecord } from './place.rows.ts';
import {
  writePairs,
  writePlaces,
  writeSources,
  writeTombstones,
  type DerivedPlace,
  type DescribedPlace,
} from './place.write.ts';

/**
 * Recomputes the places from all the records of all the sources and what people wrote: recognises the same place in two
 * files, merges it under a stable identifier, leaves a tombstone where one disappeared, lists the doubtful pairs.
 * Idempotent.
 */
export async function derivePlaces(transaction: PoolClient): Promise<readonly string[]> {
  const communes = await readCommunes(transaction);
  const entries = await readEntries(transaction);
  const created = entries.filter(({ created: isCreated }) => isCreated).map(recordOfEntry);
  const records = [...(await readRecords(transaction)), ...created].map((record) => withCommune(record, communes));
  const previous = await readPrevious(transaction);
  const { clusters, doubtful } = clusterPlaces(records);
  const ids = assignPlaceIds(clusters, previous);
  const described = clusters.map((cluster) => ({ id: ids.get(cluster) ?? '', records: cluster }));
  const isClosed = closedIds(entries);
  const open = described.filter(({ id }) => !isClosed.has(id));
  await writeTombstones(transaction, { open, described, closed: [...isClosed] });
  const entriesOf = entriesByPlace(entries, await readHeirs(transaction));
  const places = open.map((place) => derivedPlace(place, entriesOf(place.id), communes));
  await writePlaces(transaction, places);
  await writeSources(transaction, described);
  await writePairs(transaction, doubtful);
  await deriveOrganisations(transaction);
  return [...remarks(places, doubtful), ...places.flatMap((place) => entryRemarks(place, entriesOf(place.id)))];
}

function derivedPlace(
  { id, records }: DescribedPlace,
  entries: readonly PlaceEntryRow[],
  communes: readonly KnownCommune[],
): DerivedPlace {
  const overlay = overlayOf(entries.map(({ fields, confirmed_on: confirmedOn }) => ({ fields, confirmedOn })));
  const content = overlaidContent(ofFiles(records), overlay, communes);
  return { id, content, records, search: searchText(content) };
}

/** What a text search looks in, without accents nor case. */
function searchText({ name, commune_name: commune, address, parent_structure: parent }: PlaceContent): string {
  return foldedLetters([name, commune, address, parent ?? ''].join(' '));
}

async function readRecords(transaction: PoolClient): Promise<readonly PlaceRecord[]> {
  const query = `SELECT r.source, r.source_id, r.created_import_id, ${contentColumns('r')}
    FROM place_record r ORDER BY r.created_import_id, r.source, r.source_id`;
  const { rows } = await transaction.query<PlaceRecord>(query);
  return rows.map(withoutNullLists);
}

async function readPrevious(transaction: PoolClient): Promise<ReadonlyMap<string, string>> {
  const query = 'SELECT source, source_id, place_id FROM place_source';
  const { rows } = await transaction.query<{ source: string; source_id: string; place_id: string }>(query);
  return new Map(rows.map((row) => [recordKey(row), row.place_id]));
}

function remarks(places: readonly DerivedPlace[], doubtful: readonly DoubtfulPair<PlaceRecord>[]): readonly string[] {
  const merged = places.filter(({ records }) => records.length > 1).length;
  const noted = places.filter(({ content }) => content.quality_notes.length > 0).length;
  const pairs = doubtful.slice(0, 20).map(({ a, b, verdict }) => {
    const name = (record: PlaceRecord) => `« ${record.name} » (${record.source}, ${record.source_id})`;
    return `Paire douteuse : ${name(a)} et ${name(b)} : ${verdict.reason}.`;
  });
  return [
    `Lieux publiés : ${places.length}, dont décrits par plusieurs sources : ${merged}.`,
    ...(noted > 0 ? [`Lieux dont une valeur inutilisable est laissée de côté (voir qualityNotes) : ${noted}.`] : []),
    ...(doubtful.length > 0
      ? [`Paires douteuses, laissées séparées (voir doubtfulPlacePairs) : ${doubtful.length}.`]
      : []),
    ...pairs,
  ];
}
