import type { PoolClient } from 'pg';
import { publishDerived, type DerivedTable } from './derived-table.ts';

const STREETS: DerivedTable = {
  table: 'street',
  key: ['id'],
  columns: [
    'name',
    'commune_code',
    'commune_name',
    'old_commune_name',
    'place_name',
    'postcodes',
    'latitude',
    'longitude',
    'addresses',
    'words',
  ],
  query: `
    SELECT street_id AS id, min(street_name) AS name, min(commune_code) AS commune_code,
      min(commune_name) AS commune_name, min(old_commune_name) AS old_commune_name, min(place_name) AS place_name,
      coalesce(array_agg(DISTINCT postcode) FILTER (WHERE postcode IS NOT NULL), '{}') AS postcodes,
      round(avg(latitude)::numeric, 6)::float8 AS latitude, round(avg(longitude)::numeric, 6)::float8 AS longitude,
      count(*)::int AS addresses,
      concat_ws(' ', min(street_words), min(commune_words), string_agg(DISTINCT place_words, ' ')) AS words
    FROM address GROUP BY street_id`,
};

/** The streets of the search, from the addresses. */
export async function deriveStreets(transaction: PoolClient): Promise<void> {
  await transaction.query('ANALYZE address');
  await publishDerived(transaction, STREETS);
}
