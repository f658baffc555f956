import { rmSync } from 'node:fs';
import { parisDate } from '../../platform/calendar.ts';
import { withClient } from '../../platform/database/provision.ts';
import { importFiles } from '../../platform/importer/import.ts';
import { loadOrganisations } from '../../subgraphs/department/organisation/organisation.reference.ts';
import { loadTerritory } from '../../subgraphs/department/territory/territory.reference.ts';
import { datasetsOf } from '../datasets.ts';
import { DEMONSTRATION_SOURCE, writeDemonstration } from '../demonstration/demonstration.ts';
import { SUBGRAPHS } from '../subgraphs.ts';
import { countsOf } from './counts.ts';
import type { DatabaseUrls } from './databases.ts';

interface Fill {
  readonly urls: DatabaseUrls;
  readonly folder: string;
  readonly progress: (sentence: string) => void;
}

/** Loads the references, and the demonstration set where nothing was ever imported. */
export async function fillDatabases({ urls, folder, progress }: Fill) {
  await withClient(urls.department, async (client) => {
    await loadTerritory(client);
    await loadOrganisations(client);
  });
  if (await isEmpty(urls)) await importDemonstration({ urls, folder, progress });
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

async function importDemonstration({ urls, folder, progress }: Fill): Promise<void> {
  progress('Écriture du jeu de démonstration');
  const files = await writeDemonstration({ folder, today: parisDate(new Date()) });
  for (const { subgraph, dataset: name, files: paths, source, asOf } of files) {
    const dataset = (await datasetsOf(subgraph)).find((candidate) => candidate.name === name);
    if (dataset === undefined) throw new Error(`The demonstration names an unknown dataset: ${subgraph}/${name}`);
    const report = await importFiles({
      databaseUrl: urls[subgraph],
      dataset,
      files: paths,
      source,
      asOf,
      actor: 'démonstration',
      threshold: 0,
    });
    progress(`Démonstration, ${dataset.label} : ${report.read} lignes lues`);
    if (report.outcome === 'refused')
      throw new Error(`The demonstration's ${name} were refused: ${JSON.stringify(report.rejections[0])}`);
  }
  rmSync(folder, { recursive: true, force: true });
}
