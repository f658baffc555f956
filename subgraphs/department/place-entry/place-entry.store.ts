import type { PoolClient } from 'pg';
import type { Author } from '../writing/author.ts';
import { mergedContent, withCommune, withoutNullLists, type KnownCommune } from '../place/place-merge.rules.ts';
import { contentColumns, type PlaceContent, type PlaceRecord } from '../place/place.rows.ts';
import { SELECT_ENTRIES, type EntryChange, type PlaceEntryRow } from './place-entry.rows.ts';

type Sql = Pick<PoolClient, 'query'>;

export async function readEntries(sql: Sql): Promise<readonly PlaceEntryRow[]> {
  return (await sql.query<PlaceEntryRow>(`${SELECT_ENTRIES} ORDER BY e.place_id`)).rows;
}

/** The place that replaced each one that was merged into another. */
export async function readHeirs(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const query = 'SELECT id, replaced_by FROM place_tombstone WHERE replaced_by IS NOT NULL';
  const { rows } = await sql.query<{ id: string; replaced_by: string }>(query);
  return new Map(rows.map(({ id, replaced_by: heir }) => [id, heir]));
}

export async function readEntry(sql: Sql, placeId: string): Promise<PlaceEntryRow | null> {
  return (await sql.query<PlaceEntryRow>(`${SELECT_ENTRIES} WHERE e.place_id = $1`, [placeId])).rows[0] ?? null;
}

/** What the files say of a place, whatever was written over it; `null` when no file describes it. */
export async function readFilesContent(sql: Sql, placeId: string): Promise<PlaceContent | null> {
  const query = `SELECT r.source, r.source_id, r.created_import_id, ${contentColumns('r')}
    FROM place_record r JOIN place_source s USING (source, source_id) WHERE s.place_id = $1`;
  const { rows } = await sql.query<PlaceRecord>(query, [placeId]);
  if (rows.length === 0) return null;
  const communes = await readCommunes(sql);
  return mergedContent(rows.map((record) => withCommune(withoutNullLists(record), communes)));
}

export async function readCommunes(sql: Sql): Promise<readonly KnownCommune[]> {
  return (await sql.query<KnownCommune>('SELECT code, name, postcodes FROM commune')).rows;
}

export type EntryContent = Omit<PlaceEntryRow, 'revision' | 'updated_at'>;

export interface EntryWrite {
  readonly entry: EntryContent;
  /** The revision that was read; 0 when there was none. */
  readonly revision: number;
  readonly change: EntryChange;
  readonly reason: string | null;
  readonly author: Author;
  readonly now: Date;
}

const COLUMNS = [
  'place_id',
  'created',
  'status',
  'fields',
  'as_of',
  'confirmed_on',
  'confirmed_by',
  'closed_on',
] as const;
const TRACE = ['revision', 'last_change', 'last_reason', 'author', 'author_organisation', 'updated_at'] as const;
const WRITTEN = [...COLUMNS, ...TRACE];

const UPSERT = `
  INSERT INTO place_entry (${WRITTEN.join(', ')}) VALUES (${WRITTEN.map((_, at) => `$${at + 1}`).join(', ')})
  ON CONFLICT (place_id) DO UPDATE SET ${WRITTEN.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** Writes an entry as its next revision; its trigger keeps the history. */
export async function writeEntry(
  sql: Sql,
  { entry, revision, change, reason, author, now }: EntryWrite,
): Promise<void> {
  const values = COLUMNS.map((name) => (name === 'fields' ? JSON.stringify(entry.fields) : entry[name]));
  await sql.query(UPSERT, [...values, revision + 1, change, reason, author.id, author.organisation, now]);
}
