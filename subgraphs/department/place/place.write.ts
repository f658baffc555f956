import type { PoolClient } from 'pg';
import type { DoubtfulPair } from './place-cluster.rules.ts';
import { RECORD_COLUMNS, type PlaceContent, type PlaceRecord } from './place.rows.ts';

/** A place and the records that describe it. */
export interface DescribedPlace {
  readonly id: string;
  readonly records: readonly PlaceRecord[];
}

export interface DerivedPlace extends DescribedPlace {
  readonly content: PlaceContent;
  readonly search: string;
}

const COLUMNS = Object.keys(RECORD_COLUMNS);
const DEFINITION = [
  'id text',
  'search text',
  ...Object.entries(RECORD_COLUMNS).map(([name, type]) => `${name} ${type}`),
];
const WRITTEN = ['search', ...COLUMNS];

/** Inserts the new places and writes the changed ones, whose `modified_at` becomes now; an unchanged one is not touched. */
export async function writePlaces(transaction: PoolClient, places: readonly DerivedPlace[]): Promise<void> {
  const tuple = (alias: string) => `(${WRITTEN.map((name) => `${alias}.${name}`).join(', ')})`;
  const upsert = `INSERT INTO place AS p (id, ${WRITTEN.join(', ')}, modified_at)
    SELECT id, ${WRITTEN.join(', ')}, now() FROM jsonb_to_recordset($1::jsonb) AS r(${DEFINITION.join(', ')})
    ON CONFLICT (id) DO UPDATE SET modified_at = excluded.modified_at,
      ${WRITTEN.map((name) => `${name} = excluded.${name}`).join(', ')}
    WHERE ${tuple('p')} IS DISTINCT FROM ${tuple('excluded')}`;
  const rows = places.map(({ id, search, content }) => ({ id, search, ...content }));
  await transaction.query(upsert, [JSON.stringify(rows)]);
}

interface Removal {
  /** The places that are published. */
  readonly open: readonly DescribedPlace[];
  /** Those and the closed ones. */
  readonly described: readonly DescribedPlace[];
  readonly closed: readonly string[];
}

/** Removes the places that are no more, with a tombstone that says why; a place that came back loses its own. */
export async function writeTombstones(transaction: PoolClient, { open, described, closed }: Removal): Promise<void> {
  const links = described.flatMap(({ id, records }) =>
    records.map(({ source, source_id: sourceId }) => ({ source, source_id: sourceId, place_id: id })),
  );
  const insert = `INSERT INTO place_tombstone (id, removed_at, reason, replaced_by)
    SELECT p.id, now(),
      CASE WHEN p.id = ANY($3) THEN 'CLOSED' WHEN heir.place_id IS NULL THEN 'DISAPPEARED' ELSE 'MERGED' END,
      CASE WHEN p.id = ANY($3) THEN NULL ELSE heir.place_id END
    FROM place p LEFT JOIN LATERAL (
      SELECT min(n.place_id) AS place_id FROM place_source s
      JOIN jsonb_to_recordset($2::jsonb) AS n(source text, source_id text, place_id text) USING (source, source_id)
      WHERE s.place_id = p.id
    ) heir ON true
    WHERE NOT p.id = ANY($1)
    ON CONFLICT (id) DO UPDATE SET removed_at = excluded.removed_at, reason = excluded.reason,
      replaced_by = excluded.replaced_by`;
  const ids = open.map(({ id }) => id);
  await transaction.query(insert, [ids, JSON.stringify(links), closed]);
  await transaction.query('DELETE FROM place WHERE NOT id = ANY($1)', [ids]);
  await transaction.query('DELETE FROM place_tombstone WHERE id = ANY($1)', [ids]);
}

/** Says again which records describe which place. */
export async function writeSources(transaction: PoolClient, places: readonly DescribedPlace[]): Promise<void> {
  const rows = places.flatMap(({ id, records }) =>
    records.map((record) => [record.source, record.source_id, id] as const),
  );
  await transaction.query('DELETE FROM place_source');
  await transaction.query(
    'INSERT INTO place_source (source, source_id, place_id) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])',
    [rows.map(([source]) => source), rows.map(([, id]) => id), rows.map(([, , place]) => place)],
  );
}

/** Lists again the pairs that a person must decide on. */
export async function writePairs(transaction: PoolClient, pairs: readonly DoubtfulPair<PlaceRecord>[]): Promise<void> {
  const rows = pairs.map(({ a, b, verdict }) => ({
    source_a: a.source,
    source_id_a: a.source_id,
    source_b: b.source,
    source_id_b: b.source_id,
    distance_metres: verdict.metres,
    similarity: verdict.similarity,
    reason: verdict.reason,
  }));
  await transaction.query('DELETE FROM place_doubtful_pair');
  await transaction.query(
    `INSERT INTO place_doubtful_pair SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(source_a text, source_id_a text,
       source_b text, source_id_b text, distance_metres int, similarity double precision, reason text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}
