import { escapeIdentifier, escapeLiteral, type PoolClient } from 'pg';
import type { StageTable } from './dataset.ts';
import { keptName, stagingName } from './stage.ts';

export interface MergeCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
}

export interface DuplicateRow {
  readonly line: number;
  readonly file: string;
  readonly key: string;
}

/** Removes the rows whose key an earlier row of the same import has, and gives them. */
export async function removeDuplicates(
  client: PoolClient,
  { table, key }: StageTable,
): Promise<readonly DuplicateRow[]> {
  const columns = key.map((column) => escapeIdentifier(column)).join(', ');
  const shown = key.map((column) => `s.${escapeIdentifier(column)}::text`).join(`, ' / ', `);
  const { rows } = await client.query<DuplicateRow>(
    `DELETE FROM ${stagingName(table)} s USING (
       SELECT ctid, row_number() OVER (PARTITION BY ${columns} ORDER BY ctid) AS rank FROM ${stagingName(table)}
     ) ranked
     WHERE s.ctid = ranked.ctid AND ranked.rank > 1
     RETURNING s.staged_line AS line, s.staged_file AS file, concat(${shown}) AS key`,
  );
  return rows;
}

/**
 * Makes the live rows of an import's scope those that were staged, writing only what differs, and keeps what rows
 * were before they were changed or removed.
 */
export async function mergeTable(
  client: PoolClient,
  spec: StageTable,
  { importId, source }: { importId: number; source: string },
): Promise<MergeCounts> {
  const sql = statementsOf(spec, importId, source);
  // By statistics of when the live table was (nearly) empty, a nested loop would read again, for each row, all those
  // that this very statement has written.
  await client.query('SET LOCAL enable_nestloop = off');
  const updated = await client.query(sql.keepUpdated).then(() => client.query(sql.update));
  const deleted = await client.query(sql.keepDeleted).then(() => client.query(sql.delete));
  const inserted = await client.query(sql.insert);
  await client.query('SET LOCAL enable_nestloop = DEFAULT');
  const staged = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${stagingName(spec.table)}`);
  const counts = { inserted: inserted.rowCount ?? 0, updated: updated.rowCount ?? 0, deleted: deleted.rowCount ?? 0 };
  return { ...counts, unchanged: (staged.rows[0]?.count ?? 0) - counts.inserted - counts.updated };
}

function statementsOf({ table, key, columns, scope }: StageTable, importId: number, source: string) {
  const live = escapeIdentifier(table);
  const staged = stagingName(table);
  const names = Object.keys(columns).map((name) => escapeIdentifier(name));
  const values = names.filter((name) => !key.some((column) => escapeIdentifier(column) === name));
  const sameKey = key.map((column) => `t.${escapeIdentifier(column)} = s.${escapeIdentifier(column)}`).join(' AND ');
  const tuple = (alias: string) => `(${values.map((name) => `${alias}.${name}`).join(', ')})`;
  const differs = values.length === 0 ? 'false' : `${tuple('t')} IS DISTINCT FROM ${tuple('s')}`;
  const keyObject = `jsonb_build_object(${key.map((column) => `${escapeLiteral(column)}, t.${escapeIdentifier(column)}`).join(', ')})`;
  const absentFrom = (other: string) => `NOT EXISTS (SELECT 1 FROM ${other} s WHERE ${sameKey})`;
  const gone = `(${scope?.({ source }) ?? 'true'}) AND ${absentFrom(staged)} AND ${absentFrom(keptName(table))}`;
  const keep = (operation: string, rest: string) =>
    `INSERT INTO import_change (import_id, table_name, key, operation, before)
     SELECT ${importId}, ${escapeLiteral(table)}, ${keyObject}, '${operation}', to_jsonb(t) FROM ${live} t ${rest}`;
  const assignments = [...values.map((name) => `${name} = s.${name}`), `import_id = ${importId}`].join(', ');
  return {
    keepUpdated: keep('update', `JOIN ${staged} s ON ${sameKey} WHERE ${differs}`),
    update: `UPDATE ${live} t SET ${assignments} FROM ${staged} s WHERE ${sameKey} AND ${differs}`,
    keepDeleted: keep('delete', `WHERE ${gone}`),
    delete: `DELETE FROM ${live} t WHERE ${gone}`,
    insert: `INSERT INTO ${live} (${names.join(', ')}, import_id, created_import_id)
       SELECT ${names.map((name) => `s.${name}`).join(', ')}, ${importId}, ${importId} FROM ${staged} s
       WHERE NOT EXISTS (SELECT 1 FROM ${live} t WHERE ${sameKey})`,
  };
}

/** Puts a table back to what it was before an import, from what the import kept. */
export async function unmergeTable(
  client: PoolClient,
  { table, key, columns }: StageTable,
  importId: number,
): Promise<void> {
  const live = escapeIdentifier(table);
  const names = [...Object.keys(columns), 'import_id', 'created_import_id'].map((name) => escapeIdentifier(name));
  const kept = `import_change c, jsonb_populate_record(NULL::${live}, c.before) b
     WHERE c.import_id = ${importId} AND c.table_name = ${escapeLiteral(table)}`;
  const sameKey = key.map((column) => `t.${escapeIdentifier(column)} = b.${escapeIdentifier(column)}`).join(' AND ');
  await client.query(`DELETE FROM ${live} t WHERE t.created_import_id = ${importId}`);
  await client.query(`DELETE FROM ${live} t USING ${kept} AND ${sameKey}`);
  await client.query(
    `INSERT INTO ${live} (${names.join(', ')}) SELECT ${names.map((name) => `b.${name}`).join(', ')} FROM ${kept}`,
  );
}
