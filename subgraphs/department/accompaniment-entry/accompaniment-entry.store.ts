import type { PoolClient } from 'pg';
import type { Author } from '../writing/author.ts';
import { deriveSessionsOf } from '../accompaniment/accompaniment.derive.ts';
import type { AccompanimentContent } from './accompaniment-content.rules.ts';

export type EntryStatus = 'PUBLISHED' | 'CANCELLED' | 'GIVEN_BACK';
export type EntryChange = 'CREATED' | 'UPDATED' | 'CANCELLED' | 'GIVEN_BACK';

/** An accompaniment as a write finds it. */
export interface CurrentAccompaniment {
  readonly id: string;
  readonly title: string;
  /** `null`: no agent wrote it. */
  readonly status: EntryStatus | null;
  readonly revision: number;
  /** What is published, as a row of `accompaniment`. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly hasFile: boolean;
}

const CURRENT = `
  SELECT $1 AS id, coalesce(e.revision, 0) AS revision, e.status, a.id IS NOT NULL AS "hasFile",
    CASE WHEN e.id IS NULL OR e.status = 'GIVEN_BACK' THEN to_jsonb(a) ELSE e.content END AS content
  FROM (SELECT $1::text AS id) AS asked
  LEFT JOIN accompaniment a USING (id) LEFT JOIN accompaniment_entry e USING (id)
  WHERE a.id IS NOT NULL OR e.status <> 'GIVEN_BACK'`;

/** `null`: there is no such accompaniment. */
export async function readCurrent(sql: PoolClient, id: string): Promise<CurrentAccompaniment | null> {
  const { rows } = await sql.query<Omit<CurrentAccompaniment, 'title'>>(CURRENT, [id]);
  const [row] = rows;
  return row === undefined ? null : { ...row, title: String(row.content['title']) };
}

export interface AccompanimentWrite {
  readonly content: Readonly<Record<string, unknown>>;
  readonly status: EntryStatus;
  readonly change: EntryChange;
  readonly revision: number;
  readonly source: string;
  readonly asOf: string;
  readonly reason: string | null;
}

const UPSERT = `
  INSERT INTO accompaniment_entry
    (id, status, content, source, as_of, revision, last_change, last_reason, author, author_organisation, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, content = excluded.content, source = excluded.source,
    as_of = excluded.as_of, revision = excluded.revision, last_change = excluded.last_change,
    last_reason = excluded.last_reason, author = excluded.author, author_organisation = excluded.author_organisation,
    updated_at = excluded.updated_at`;

/** Writes an accompaniment as its next revision, and its sessions; a trigger keeps the history. */
export async function writeAccompaniment(
  sql: PoolClient,
  id: string,
  write: AccompanimentWrite,
  { author, now }: { readonly author: Author; readonly now: Date },
): Promise<void> {
  const { status, content, source, asOf, revision, change, reason } = write;
  const kept = { ...content, source, import_id: undefined, created_import_id: undefined };
  const values = [id, status, JSON.stringify(kept), source, asOf, revision + 1, change, reason];
  await sql.query(UPSERT, [...values, author.id, author.organisation, now]);
  await deriveSessionsOf(sql, id);
}

const UNKNOWN = `
  SELECT $1::text IS NOT NULL AND NOT EXISTS (SELECT FROM place WHERE id = $1)
      AND NOT EXISTS (SELECT FROM place_source WHERE source_id = $1) AS "placeId",
    $2::text IS NOT NULL AND NOT EXISTS (SELECT FROM commune WHERE code = $2) AS "communeCode",
    $3::text IS NOT NULL AND NOT EXISTS (SELECT FROM organisation WHERE id = $3) AS "organisationId"`;

export type Reference = 'placeId' | 'communeCode' | 'organisationId';

/** Which of the places, communes and organisations that are named the hub does not know. */
export async function unknownReferences(
  sql: PoolClient,
  { place_id: place, commune_code: commune, organisation_id: organisation }: AccompanimentContent,
): Promise<readonly Reference[]> {
  const { rows } = await sql.query<Record<Reference, boolean>>(UNKNOWN, [place, commune, organisation]);
  return Object.entries(rows[0] ?? {}).flatMap(([field, isUnknown]) => (isUnknown ? [field as Reference] : []));
}
