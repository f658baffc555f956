import type { PoolClient } from 'pg';
import { deriveOrganisations } from '../organisation/organisation.derive.ts';
import { clusterPlaces, type DoubtfulPair } from './place-cluster.rules.ts';
import { assignPlaceIds, recordKey } from './place-identity.rules.ts';
import { mergedContent, withCommune, type KnownCommune } from './place-merge.rules.ts';
import { foldedLetters } from './place-vocabulary.rules.ts';
import { contentColumns, RECORD_COLUMNS, type PlaceContent, type PlaceRecord } from './place.rows.ts';
import { writePairs, writePlaces, writeSources, writeTombstones, type DerivedPlace } from './place.write.ts';

/**
 * Recomputes the places from all the records of all the sources: recognises the same place in two files, merges it
 * under a stable identifier, leaves a tombstone where one disappeared, lists the doubtful pairs. Idempotent.
 */
export async function derivePlaces(transaction: PoolClient): Promise<readonly string[]> {
  const records = await readRecords(transaction);
  const previous = await readPrevious(transaction);
  const { clusters, doubtful } = clusterPlaces(records);
  const ids = assignPlaceIds(clusters, previous);
  const places = clusters.map((cluster) => derivedPlace(ids.get(cluster) ?? '', cluster));
  await writeTombstones(transaction, places);
  await writePlaces(transaction, places);
  await writeSources(transaction, places);
  await writePairs(transaction, doubtful);
  await deriveOrganisations(transaction);
  return remarks(places, doubtful);
}

function derivedPlace(id: string, records: readonly PlaceRecord[]): DerivedPlace {
  const content = mergedContent(records);
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
  const communes = await transaction.query<KnownCommune>('SELECT code, name, postcodes FROM commune');
  return rows.map((record) => withCommune(withoutNullLists(record), communes.rows));
}

function withoutNullLists(record: PlaceRecord): PlaceRecord {
  const lists = Object.entries(RECORD_COLUMNS).filter(([, type]) => type === 'text[]');
  return { ...record, ...Object.fromEntries(lists.map(([name]) => [name, record[name as keyof PlaceContent] ?? []])) };
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
