import type { Pool, QueryResultRow } from 'pg';

/**
 * A statement that each connection parses and plans once, under its name: on the small look-ups of a request, planning
 * costs more than running. Its text never varies, and no two statements of a subgraph have the same name.
 */
export function statement<R extends QueryResultRow>(
  name: string,
  text: string,
): (sql: Pool, values?: readonly unknown[]) => Promise<R[]> {
  return async (sql, values = []) => (await sql.query<R>({ name, text, values: [...values] })).rows;
}
