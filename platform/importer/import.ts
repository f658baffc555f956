import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { PoolClient } from 'pg';
import { openPool } from '../database/pool.ts';
import type { Dataset, StageTable } from './dataset.ts';
import { lastPublished, writeJournal } from './journal.ts';
import { mergeTable, type MergeCounts } from './merge.ts';
import { recogniseFormat } from './recognise.ts';
import { Rejections, type ImportOutcome, type ImportReport, type Rejection } from './report.ts';
import { inspectFile } from './source-file.ts';
import { Stage } from './stage.ts';
import { rejectDuplicates, stageFiles, type ImportProgress, type RecognisedFile } from './stage-files.ts';

export interface ImportRequest {
  readonly databaseUrl: string;
  readonly dataset: Dataset;
  readonly files: readonly string[];
  /** Who imports, for the journal: a role or an account, never a household. */
  readonly actor: string;
  /** Day of the data at its producer, `YYYY-MM-DD`; the files' last change by default. */
  readonly asOf?: string;
  /** Producer; the format's own by default. */
  readonly source?: string;
  readonly dryRun?: boolean;
  /** Share of rejected rows, 0 to 1, above which nothing is published; 0.1 by default. */
  readonly threshold?: number;
  /** All the hub's datasets, to say what a wrong file looks like. */
  readonly known?: readonly Dataset[];
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly onRejection?: (rejection: Rejection) => void;
}

const DEFAULT_THRESHOLD = 0.1;

/**
 * Imports files into a dataset and publishes them in one transaction: readers see all of the old data or all of the
 * new, also when the process is killed in the middle.
 *
 * @throws WrongFileError when a file is of no format of the dataset; nothing is written then.
 */
export async function importFiles(request: ImportRequest): Promise<ImportReport> {
  const startedAt = new Date();
  const { dataset, known = [dataset] } = request;
  const files: RecognisedFile[] = [];
  for (const path of request.files) {
    const file = await inspectFile(path);
    files.push({ file, format: await recogniseFormat(file, dataset, known) });
  }
  const pool = openPool(request.databaseUrl, { maxConnections: 1 });
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`import:${dataset.name}`]);
    const report = await importIn(client, { request, files, startedAt });
    await client.query(report.outcome === 'published' ? 'COMMIT' : 'ROLLBACK');
    return report;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
    await pool.end();
  }
}

interface Work {
  readonly request: ImportRequest;
  readonly files: readonly RecognisedFile[];
  readonly startedAt: Date;
}

async function importIn(client: PoolClient, work: Work): Promise<ImportReport> {
  const { request, files, startedAt } = work;
  const rejections = new Rejections(request.onRejection);
  const stage = new Stage(client, request.dataset.tables);
  await stage.create();
  const { source: named, onProgress } = request;
  const read = await stageFiles(stage, rejections, { files, source: named, onProgress });
  const filled = await stage.finish();
  await rejectDuplicates(client, filled, rejections);

  const source = sourceOf(work);
  const asOf = request.asOf ?? files.map(({ file }) => file.modifiedOn).reduce((a, b) => (a > b ? a : b));
  const base = { dataset: request.dataset.name, formats: files.map(({ format }) => format.name), source, asOf, read };
  const common = { ...base, rejected: rejections.rows, rejections: rejections.kept };
  const end = (
    outcome: ImportOutcome,
    counts: MergeCounts,
    rest: { importId: number | null; remarks: readonly string[] },
  ) =>
    ({ ...common, ...counts, ...rest, outcome, durationMs: Date.now() - startedAt.getTime() }) satisfies ImportReport;

  if (rejections.rows > (request.threshold ?? DEFAULT_THRESHOLD) * Math.max(read, 1)) {
    return end('refused', NO_CHANGE, { importId: null, remarks: [] });
  }
  const importId = await writeJournal(client, {
    ...base,
    files: files.map(({ file }) => basename(file.path)),
    sha256: fingerprint(files),
    actor: request.actor,
    startedAt,
  });
  const counts = await mergeAll(client, filled, { importId, source });
  const remarks = (await request.dataset.derive?.(client, { importId, asOf, source })) ?? [];
  await client.query(
    `UPDATE import_journal SET inserted = $2, updated = $3, deleted = $4, unchanged = $5, rejected = $6, remarks = $7, finished_at = clock_timestamp() WHERE id = $1`,
    [importId, counts.inserted, counts.updated, counts.deleted, counts.unchanged, rejections.rows, remarks],
  );
  if (request.dryRun === true) return end('dry-run', counts, { importId: null, remarks });
  const previous = await lastPublished(client, request.dataset.name, { before: importId });
  const nothingNew = counts.inserted + counts.updated + counts.deleted === 0 && previous?.sha256 === fingerprint(files);
  return nothingNew
    ? end('unchanged', counts, { importId: null, remarks: [] })
    : end('published', counts, { importId, remarks });
}

const NO_CHANGE: MergeCounts = { inserted: 0, updated: 0, deleted: 0, unchanged: 0 };

async function mergeAll(
  client: PoolClient,
  tables: readonly StageTable[],
  publication: { importId: number; source: string },
): Promise<MergeCounts> {
  let sum = NO_CHANGE;
  for (const table of tables) {
    const counts = await mergeTable(client, table, publication);
    sum = {
      inserted: sum.inserted + counts.inserted,
      updated: sum.updated + counts.updated,
      deleted: sum.deleted + counts.deleted,
      unchanged: sum.unchanged + counts.unchanged,
    };
  }
  return sum;
}

function sourceOf({ request, files }: Work): string {
  return request.source ?? [...new Set(files.map(({ format }) => format.defaultSource))].join(' ; ');
}

function fingerprint(files: readonly RecognisedFile[]): string {
  return files.length === 1
    ? (files[0]?.file.sha256 ?? '')
    : createHash('sha256')
        .update(files.map(({ file }) => file.sha256).join('\n'))
        .digest('hex');
}
