import type { Pool } from 'pg';
import { statement } from '../../../platform/database/statement.ts';
import { streetIndex, type IndexedRow, type StreetIndex } from './street-index.rules.ts';

/** The streets of one publication of the database. */
export interface PublishedStreets extends StreetIndex {
  /** The number of the publication that was read, as it is in `publication.state`. */
  readonly publication: string;
}

type Row = { readonly publication: string } & (IndexedRow | { readonly id: null });

/** One statement sees one state of the database: the streets are those of the publication that comes with them. */
const readStreets = statement<Row>(
  'address-streets',
  `SELECT p.number AS publication, s.id, s.name, s.commune_code AS "communeCode", s.commune_name AS "communeName",
     s.old_commune_name AS "oldCommuneName", s.place_name AS "placeName", coalesce(s.postcodes, '{}') AS postcodes,
     s.latitude, s.longitude, s.addresses, s.words
   FROM publication.state p LEFT JOIN street s ON true ORDER BY s.id`,
);

const held = new WeakMap<Pool, Promise<PublishedStreets>>();

/** The streets of a database, read once and kept in memory until they are forgotten. */
export function streetsInMemory(sql: Pool): Promise<PublishedStreets> {
  const known = held.get(sql);
  if (known !== undefined) return known;
  const reading = published(sql);
  held.set(sql, reading);
  // What could not be read is read again by the next search.
  reading.catch(() => {
    forgetStreets(sql, reading);
  });
  return reading;
}

/** Forgets streets that are no longer the published ones, unless others have been read since. */
export function forgetStreets(sql: Pool, outdated: Promise<PublishedStreets>): void {
  if (held.get(sql) === outdated) held.delete(sql);
}

async function published(sql: Pool): Promise<PublishedStreets> {
  const rows = await readStreets(sql);
  const streets = rows.filter((row): row is Row & IndexedRow => row.id !== null);
  return { ...streetIndex(streets), publication: rows[0]?.publication ?? '' };
}
