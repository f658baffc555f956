import type { Pool, PoolClient } from 'pg';
import { hubError } from '../../../platform/errors.ts';

/** How long a write waits for an import, which holds the same lock, before it says so. */
const LONGEST_WAIT = '4s';
const LOCK_NOT_AVAILABLE = '55P03';

interface Written {
  readonly kind: string;
}

/**
 * Runs some work alone among everything that writes a dataset, its imports included, in one transaction, which is kept
 * when something was `WRITTEN`.
 *
 * @throws SERVICE_OVERLOADED when an import goes on writing.
 */
export async function amongWriters<T extends Written>(
  sql: Pool,
  dataset: 'places' | 'accompaniments',
  work: (transaction: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await sql.connect();
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = '${LONGEST_WAIT}'`);
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`import:${dataset}`]);
    const result = await work(client);
    await client.query(result.kind === 'WRITTEN' ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    if ((error as { readonly code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw hubError('SERVICE_OVERLOADED', 'Un import est en cours : rien n’a été écrit. Recommencez dans une minute.');
  } finally {
    client.release();
  }
}
