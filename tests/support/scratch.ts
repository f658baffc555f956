import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { openPool } from '../../platform/database/pool.ts';
import { withClient } from '../../platform/database/provision.ts';
import { templateName, urlVariable, withDatabase, type Subgraph } from './databases.ts';

/** A subgraph's database of its own, migrated and empty. */
export interface Scratch {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export async function openScratch(subgraph: Subgraph, template = templateName(subgraph)): Promise<Scratch> {
  const server = process.env[urlVariable(subgraph)] ?? '';
  const database = `hub_test_${subgraph}_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${database} TEMPLATE ${template}`));
  return {
    url: withDatabase(server, database),
    drop: async () => {
      await withClient(server, (client) => client.query(`DROP DATABASE ${database} WITH (FORCE)`));
    },
  };
}

/** Plain SQL over a scratch database, without the subgraph's code. */
export async function openSql(subgraph: Subgraph): Promise<{ url: string; sql: Pool; close: () => Promise<void> }> {
  const { url, drop } = await openScratch(subgraph);
  const sql = openPool(url, { maxConnections: 4 });
  return { url, sql, close: () => sql.end().then(drop) };
}
