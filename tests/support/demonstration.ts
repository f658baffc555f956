import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillDatabases } from '../../cli/prepare/fill.ts';
import { withClient } from '../../platform/database/provision.ts';
import { demonstrationName, SUBGRAPHS, urlVariable, withDatabase, type Subgraph } from './databases.ts';
import { openScratch, type Scratch } from './scratch.ts';

const LOCK = 'hub-test-demonstration';

/** Three databases that hold the demonstration set, copied from templates that the first caller of a run fills. */
export async function openDemonstration(): Promise<Readonly<Record<Subgraph, Scratch>>> {
  await withClient(serverOf('department'), async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [LOCK]);
    const filled = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [demonstrationName('operators')]);
    if (filled.rowCount === 0) await fillTemplates();
  });
  const [department, lgn, operators] = await Promise.all(
    SUBGRAPHS.map((subgraph) => openScratch(subgraph, demonstrationName(subgraph))),
  );
  if (department === undefined || lgn === undefined || operators === undefined) throw new Error('unreachable');
  return { department, lgn, operators };
}

async function fillTemplates(): Promise<void> {
  const scratches = await Promise.all(SUBGRAPHS.map((subgraph) => openScratch(subgraph)));
  const urls = Object.fromEntries(SUBGRAPHS.map((name, index) => [name, scratches[index]?.url ?? '']));
  const folder = mkdtempSync(join(tmpdir(), 'hub-demonstration-'));
  await fillDatabases({
    urls: urls as Record<Subgraph, string>,
    folder,
    progress: () => undefined,
    withDemonstration: true,
  });
  for (const [index, subgraph] of SUBGRAPHS.entries()) {
    const name = new URL(scratches[index]?.url ?? '').pathname.slice(1);
    await withClient(serverOf(subgraph), (client) =>
      client.query(`ALTER DATABASE ${name} RENAME TO ${demonstrationName(subgraph)}`),
    );
  }
}

function serverOf(subgraph: Subgraph): string {
  return withDatabase(process.env[urlVariable(subgraph)] ?? '', 'postgres');
}
