import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedServer } from '../../platform/database/embedded.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { installExtensions, withClient } from '../../platform/database/provision.ts';
import { demonstrationName, SUBGRAPHS, templateName, urlVariable, withDatabase } from './databases.ts';

declare global {
  var testServer: { readonly server: EmbeddedServer; readonly folder: string } | undefined;
}

/**
 * Starts one server for the whole run, unless `<SUBGRAPH>_DATABASE_URL` name one, and makes one migrated template
 * database a subgraph; every test world is a copy of a template.
 */
export default async function startDatabase(): Promise<void> {
  if (SUBGRAPHS.every((subgraph) => process.env[urlVariable(subgraph)] === undefined)) {
    const folder = mkdtempSync(join(tmpdir(), 'hub-tests-'));
    const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
    const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), settings });
    globalThis.testServer = { server, folder };
    for (const subgraph of SUBGRAPHS) process.env[urlVariable(subgraph)] = server.urlOf('postgres');
  }
  for (const subgraph of SUBGRAPHS) await makeTemplate(subgraph);
}

async function makeTemplate(subgraph: string): Promise<void> {
  const url = process.env[urlVariable(subgraph)];
  if (url === undefined) throw new Error(`${urlVariable(subgraph)} is not set: give the three database URLs or none.`);
  const template = templateName(subgraph);
  await withClient(url, async (client) => {
    for (const stale of [template, demonstrationName(subgraph)]) {
      await client.query(`DROP DATABASE IF EXISTS ${stale} WITH (FORCE)`);
    }
    await client.query(`CREATE DATABASE ${template} TEMPLATE template0`);
  });
  await installExtensions(withDatabase(url, template));
  await migrate(withDatabase(url, template), `subgraphs/${subgraph}/prisma/migrations`);
}
