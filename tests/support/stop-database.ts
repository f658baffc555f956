import { rmSync } from 'node:fs';
import { withClient } from '../../platform/database/provision.ts';
import { SUBGRAPHS, templateName, urlVariable } from './databases.ts';

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
    await withClient(url, (client) => client.query(`DROP DATABASE IF EXISTS ${templateName(subgraph)} WITH (FORCE)`));
  }
}
