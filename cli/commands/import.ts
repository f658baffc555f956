import { createWriteStream, type WriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { userInfo } from 'node:os';
import { once } from 'node:events';
import { migrate } from '../../platform/database/migrate.ts';
import { importFiles } from '../../platform/importer/import.ts';
import { undoImport } from '../../platform/importer/journal.ts';
import type { ImportReport, Rejection } from '../../platform/importer/report.ts';
import { allDatasets, type OwnedDataset } from '../datasets.ts';
import { openDatabases } from '../prepare/databases.ts';
import { migrationsFolder } from '../subgraphs.ts';
import { printReport } from './import-report.ts';
import { progressBar } from './progress.ts';

export interface ImportOptions {
  readonly data: string;
  readonly dryRun?: boolean;
  readonly source?: string;
  readonly asOf?: string;
  readonly threshold: number;
  readonly report?: string;
}

/**
 * `hub import <dataset> <file…>`: imports, prints the summary, writes the rejected cells as CSV.
 *
 * @returns the process's exit code: 1 when more rows than the threshold were rejected.
 */
export async function importCommand(name: string, files: readonly string[], options: ImportOptions): Promise<number> {
  const { subgraph, dataset } = await ownedDataset(name);
  const known = (await allDatasets()).map((owned) => owned.dataset);
  const rejections = rejectionFile(options.report ?? `rejets-${name}.csv`);
  const report = await withDatabase(options.data, subgraph, async (databaseUrl) => {
    const bar = progressBar(process.stderr);
    const { dryRun = false, threshold, source, asOf } = options;
    return importFiles({
      databaseUrl,
      dataset,
      files,
      known,
      dryRun,
      threshold,
      actor: userInfo().username,
      ...(source === undefined ? {} : { source }),
      ...(asOf === undefined ? {} : { asOf }),
      onProgress: bar.show,
      onRejection: rejections.add,
    }).finally(bar.clear);
  });
  const path = await rejections.close();
  printReport(report, { path, threshold: options.threshold });
  return exitCodeOf(report);
}

function exitCodeOf({ outcome }: ImportReport): number {
  return outcome === 'refused' ? 1 : 0;
}

/** `hub undo <dataset> <number>`: puts back what a dataset's last import replaced. */
export async function undoCommand(name: string, importId: number, { data }: { data: string }): Promise<void> {
  const { subgraph, dataset } = await ownedDataset(name);
  await withDatabase(data, subgraph, (url) => undoImport(url, dataset, importId));
  process.stdout.write(`L’import n° ${importId} de « ${name} » est annulé : les données sont celles d’avant.\n`);
}

async function ownedDataset(name: string): Promise<OwnedDataset> {
  const all = await allDatasets();
  const found = all.find(({ dataset }) => dataset.name === name);
  if (found !== undefined) return found;
  const list = all.map(({ dataset }) => `- ${dataset.name} : ${dataset.label}`).join('\n');
  throw new UnknownDatasetError(`« ${name} » n’est pas un jeu de données du hub. Ceux qui existent :\n${list}`);
}

/** Thrown with the list of the datasets that exist. */
export class UnknownDatasetError extends Error {
  override readonly name = 'UnknownDatasetError';
}

async function withDatabase<T>(
  data: string,
  subgraph: OwnedDataset['subgraph'],
  work: (url: string) => Promise<T>,
): Promise<T> {
  const databases = await openDatabases(resolve(data));
  try {
    await migrate(databases.urls[subgraph], migrationsFolder(subgraph));
    return await work(databases.urls[subgraph]);
  } finally {
    await databases.stop();
  }
}

/** Writes rejected cells to a CSV file, which exists only if there are any. */
function rejectionFile(path: string) {
  let file: WriteStream | null = null;
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
  return {
    add: ({ file: name, line, column, value, reason }: Rejection) => {
      if (file === null) {
        file = createWriteStream(path);
        file.write('\uFEFFfichier;ligne;colonne;valeur;motif\n');
      }
      file.write(`${[quoted(name), line, quoted(column), quoted(value), quoted(reason)].join(';')}\n`);
    },
    close: async () => {
      if (file === null) return null;
      file.end();
      await once(file, 'finish');
      return path;
    },
  };
}
