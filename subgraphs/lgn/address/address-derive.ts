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

const STREET_WORDS: DerivedTable = {
  table: 'street_word',
  key: ['word', 'street_id'],
  columns: [],
  query: `SELECT DISTINCT word COLLATE "C" AS word, id AS street_id
    FROM street CROSS JOIN LATERAL string_to_table(words, ' ') AS word WHERE word <> ''`,
};

const VOCABULARY: DerivedTable = {
  table: 'address_vocabulary',
  key: ['word'],
  columns: ['streets'],
  query: 'SELECT word, count(*)::int AS streets FROM street_word GROUP BY word',
};

const COMMUNES: DerivedTable = {
  table: 'address_commune',
  key: ['code'],
  columns: ['name', 'words'],
  query: `SELECT commune_code AS code, min(commune_name) AS name, min(commune_words) AS words
    FROM address GROUP BY commune_code`,
};

/** Streets, their words and the vocabulary of the search, from the addresses. */
export async function deriveStreets(transaction: PoolClient): Promise<void> {
  await transaction.query('ANALYZE address');
  for (const derived of [STREETS, STREET_WORDS, VOCABULARY, COMMUNES]) await publishDerived(transaction, derived);
}
