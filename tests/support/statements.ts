import type { Pool, PoolClient } from 'pg';

type Query = (...args: unknown[]) => unknown;

const HOUSEKEEPING = /^(BEGIN|COMMIT|ROLLBACK|SET|DEALLOCATE)/i;

/** Lists, as they are sent, the SQL statements of a pool, without the transactions' own. */
export function watchStatements(pool: Pool): readonly string[] {
  const statements: string[] = [];
  pool.on('connect', (client: PoolClient) => {
    const query = client.query.bind(client) as Query;
    client.query = ((...args: unknown[]) => {
      const [first] = args;
      const text = typeof first === 'string' ? first : String((first as { text?: unknown }).text);
      if (!HOUSEKEEPING.test(text)) statements.push(text);
      return query(...args);
    }) as typeof client.query;
  });
  return statements;
}
