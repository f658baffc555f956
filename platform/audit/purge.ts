import type { PoolClient } from 'pg';
import { appendAudit } from './append.ts';
import type { AuditEntry } from './entry.ts';

const OLDEST_TO_KEEP = 'SELECT min(sequence) AS sequence FROM audit_entry WHERE at >= $1';
const LAST_BEFORE = `
  SELECT sequence, encode(hash, 'hex') AS hash FROM audit_entry
  WHERE $1::bigint IS NULL OR sequence < $1 ORDER BY sequence DESC LIMIT 1`;

const RESET = "SET LOCAL hub.audit = ''";

/**
 * Removes the journal's entries from before an instant, its oldest end only, and says so in the journal with the hash of
 * the last one removed, so that the chain is still verified. To be called in a transaction.
 *
 * @returns how many entries were removed.
 */
export async function purgeAudit(client: PoolClient, before: Date, by: AuditEntry): Promise<number> {
  const kept = await client.query<{ sequence: string | null }>(OLDEST_TO_KEEP, [before]);
  const last = await client.query<{ sequence: string; hash: string }>(LAST_BEFORE, [kept.rows[0]?.sequence ?? null]);
  const end = last.rows[0];
  if (end === undefined) return 0;
  const detail = JSON.stringify({ throughSequence: end.sequence, hash: end.hash });
  await appendAudit((sql, values) => client.query(sql, values), [{ ...by, action: 'purge', detail }]);
  await client.query(`SET LOCAL hub.audit = 'purge'`);
  const { rowCount } = await client.query('DELETE FROM audit_entry WHERE sequence <= $1', [end.sequence]);
  await client.query(RESET);
  return rowCount ?? 0;
}

/** Takes a household out of the journal, where the accesses themselves remain. To be called in a transaction. */
export async function eraseFromAudit(client: PoolClient, premisesId: string): Promise<number> {
  await client.query(`SET LOCAL hub.audit = 'erase'`);
  const { rowCount } = await client.query(
    'UPDATE audit_entry SET premises_id = NULL, diagnostic_id = NULL, subject_salt = NULL WHERE premises_id = $1',
    [premisesId],
  );
  await client.query(RESET);
  return rowCount ?? 0;
}
