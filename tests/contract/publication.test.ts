import { expect, it } from '@jest/globals';
import { SUBGRAPHS, type Subgraph } from '../support/databases.ts';
import { openSql } from '../support/scratch.ts';

/** Tables of which nothing is in an answer that anyone may keep: a change of theirs need not be told. */
const UNWATCHED: Readonly<Record<Subgraph, readonly string[]>> = {
  department: ['_prisma_migrations', 'accompaniment_revision', 'import_change', 'place_proposal', 'place_revision'],
  lgn: [
    '_prisma_migrations',
    'audit_entry',
    'connection_diagnostic',
    'connection_diagnostic_event',
    'connection_diagnostic_follow_up',
    'import_change',
  ],
  operators: ['_prisma_migrations', 'import_change'],
};

it.each(SUBGRAPHS)('every change of public data of %s moves the number of its last publication', async (subgraph) => {
  const { sql, close } = await openSql(subgraph);
  const { rows } = await sql.query<{ name: string }>(`
    SELECT relname AS name FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = 'publication' AND tgenabled = 'O')
    ORDER BY relname`);
  await close();
  expect(rows.map(({ name }) => name)).toEqual(UNWATCHED[subgraph]);
});
