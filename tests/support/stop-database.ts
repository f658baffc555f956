import { rmSync } from 'node:fs';
import { withClient } from '../../platform/database/provision.ts';
import { demonstrationName, SUBGRAPHS, templateName, urlVariable } from './databases.ts';

export default async function stopDatabase(): Promise<void> {
  const started = globalThis.testServer;
  if (started !== undefined) {
    await started.server.stop();
    rmSync(started.folder, { recursive: true, force: true });
    return;
  }
  for (const subgraph of SUBGRAPHS) {
    const url = process.env[urlVariable(subgraph)];
    if (url === undefined) continue;
    await withClient(url, async (client) => {
      for (const template of [templateName(subgraph), demonstrationName(subgraph)]) {
        await client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
      }
    });
  }
}
