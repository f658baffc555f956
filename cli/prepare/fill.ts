import { existsSync, rmSync } from 'node:fs';
import { withClient } from '../../platform/database/provision.ts';
import { loadOrganisations } from '../../subgraphs/department/organisation/organisation.reference.ts';
import { loadTerritory } from '../../subgraphs/department/territory/territory.reference.ts';
import { DEMONSTRATION_SOURCE } from '../demonstration/fictitious.ts';
import { SUBGRAPHS } from '../subgraphs.ts';
import { countsOf } from './counts.ts';
import type { DatabaseUrls } from './databases.ts';

export interface Fill {
  readonly urls: DatabaseUrls;
  /** Where the demonstration's files are written while they are imported: left behind only by a start that was killed. */
  readonly folder: string;
  readonly progress: (sentence: string) => void;
  /** Whether the demonstration set is wanted: made-up data is not put before the public. */
  readonly withDemonstration: boolean;
}

/** What the databases hold. */
export interface Filled {
  /** French kind → number of rows. */
  readonly counts: ReadonlyMap<string, number>;
  /** Whether some of the data is the demonstration set. */
  readonly demonstration: boolean;
}

/** The communes, EPCI and organisations that the code itself knows: nothing imports them. */
export function loadReferences(urls: DatabaseUrls): Promise<void> {
  return withClient(urls.department, async (client) => {
    await loadTerritory(client);
    await loadOrganisations(client);
  });
}

/** Loads the references, and the demonstration set where nothing was ever imported or its import was cut short. */
export async function fillDatabases({ urls, folder, progress, withDemonstration }: Fill): Promise<Filled> {
  await loadReferences(urls);
  if (withDemonstration && (existsSync(folder) || (await isEmpty(urls)))) {
    const { importDemonstration } = await import('./import-demonstration.ts');
    await importDemonstration({ urls, folder, progress });
    rmSync(folder, { recursive: true, force: true });
  }
  return { counts: await countsOf(urls), demonstration: await holdsDemonstration(urls) };
}

async function isEmpty(urls: DatabaseUrls): Promise<boolean> {
  const found = await Promise.all(SUBGRAPHS.map((subgraph) => journalHas(urls[subgraph], 'true')));
  return !found.includes(true);
}

async function holdsDemonstration(urls: DatabaseUrls): Promise<boolean> {
  const condition = `status = 'published' AND source = '${DEMONSTRATION_SOURCE}'`;
  const found = await Promise.all(SUBGRAPHS.map((subgraph) => journalHas(urls[subgraph], condition)));
  return found.includes(true);
}

function journalHas(url: string, condition: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query(`SELECT 1 FROM import_journal WHERE ${condition} LIMIT 1`);
    return (rowCount ?? 0) > 0;
  });
}
