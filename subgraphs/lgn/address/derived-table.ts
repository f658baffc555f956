import type { PoolClient } from 'pg';

export interface DerivedTable {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** Query that gives what the table must hold, under the same column names. */
  readonly query: string;
}

/**
 * Makes a derived table hold what its query gives, writing only what differs: readers are never locked out, and
 * deriving twice writes nothing.
 */
export async function publishDerived(transaction: PoolClient, derived: DerivedTable): Promise<void> {
  const { table, key, columns, query } = derived;
  const fresh = `fresh_${table}`;
  const list = (alias: string, names: readonly string[]) => names.map((name) => `${alias}.${name}`).join(', ');
  const sameKey = key.map((name) => `t.${name} = f.${name}`).join(' AND ');
  const all = [...key, ...columns].join(', ');
  const update =
    columns.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}
         WHERE (${list('t', columns)}) IS DISTINCT FROM (${list('excluded', columns)})`;
  await transaction.query(`DROP TABLE IF EXISTS pg_temp.${fresh}`);
  await transaction.query(`CREATE TEMPORARY TABLE ${fresh} ON COMMIT DROP AS ${query}`);
  await transaction.query(`ANALYZE ${fresh}`);
  await transaction.query(`DELETE FROM ${table} t WHERE NOT EXISTS (SELECT FROM ${fresh} f WHERE ${sameKey})`);
  await transaction.query(
    `INSERT INTO ${table} AS t (${all}) SELECT ${all} FROM ${fresh} ON CONFLICT (${key.join(', ')}) ${update}`,
  );
  await transaction.query(`ANALYZE ${table}`);
}
