import { parisDate } from '../../platform/calendar.ts';
import { importFiles } from '../../platform/importer/import.ts';
import { datasetsOf } from '../datasets.ts';
import { writeDemonstration } from '../demonstration/demonstration.ts';
import type { Fill } from './fill.ts';

/** Writes the demonstration's files and imports them as a producer's: done twice, it changes nothing more. */
export async function importDemonstration({ urls, folder, progress }: Omit<Fill, 'withDemonstration'>): Promise<void> {
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
}
