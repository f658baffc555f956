import type { PoolClient } from 'pg';
import { PUBLISHED_ACCOMPANIMENTS } from './published.rows.ts';

/** The sessions of accompaniments that are not cancelled. */
const SESSIONS = `
  INSERT INTO accompaniment_session (accompaniment_id, starts_at, ends_at, seats_total, seats_left)
  SELECT a.id, s."startsAt", s."endsAt", s."seatsTotal", s."seatsLeft"
  FROM ${PUBLISHED_ACCOMPANIMENTS} a, jsonb_to_recordset(a.sessions)
    AS s("startsAt" timestamptz, "endsAt" timestamptz, "seatsTotal" int, "seatsLeft" int)
  WHERE NOT a.cancelled`;

/** Recomputes the sessions of every accompaniment. */
export async function deriveSessions(transaction: PoolClient): Promise<void> {
  await transaction.query('DELETE FROM accompaniment_session');
  await transaction.query(SESSIONS);
}

/** Recomputes the sessions of one accompaniment. */
export async function deriveSessionsOf(transaction: PoolClient, id: string): Promise<void> {
  await transaction.query('DELETE FROM accompaniment_session WHERE accompaniment_id = $1', [id]);
  await transaction.query(`${SESSIONS} AND a.id = $1`, [id]);
}

const KEPT = `
  SELECT a.id, e.content ->> 'title' AS title, to_char(e.updated_at AT TIME ZONE 'Europe/Paris', 'DD/MM/YYYY') AS day
  FROM accompaniment a
  JOIN accompaniment_entry e ON e.id = a.id AND e.status <> 'GIVEN_BACK',
    LATERAL jsonb_populate_record(NULL::accompaniment, e.content) r
  WHERE e.status = 'CANCELLED'
    OR to_jsonb(a) - ARRAY['source', 'import_id', 'created_import_id']
      IS DISTINCT FROM to_jsonb(r) - ARRAY['source', 'import_id', 'created_import_id']
  ORDER BY a.id`;

/** What an import must say of the accompaniments that a person wrote and of which the file says something else. */
export async function keptRemarks(transaction: PoolClient): Promise<readonly string[]> {
  const { rows } = await transaction.query<{ id: string; title: string; day: string }>(KEPT);
  return rows.map(
    ({ id, title, day }) =>
      `L’accompagnement « ${title} » (${id}) a été écrit par le Département le ${day} : le fichier dit autre chose et n’a pas été appliqué.`,
  );
}
