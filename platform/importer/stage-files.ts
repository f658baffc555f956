import { basename } from 'node:path';
import type { PoolClient } from 'pg';
import type { Format, StageTable } from './dataset.ts';
import { removeDuplicates } from './merge.ts';
import { readRecords, type SourceRecord } from './read-records.ts';
import type { Rejections } from './report.ts';
import type { SourceFile } from './source-file.ts';
import type { Stage } from './stage.ts';

export interface RecognisedFile {
  readonly file: SourceFile;
  readonly format: Format;
}

export interface ImportProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly read: number;
}

interface Reading {
  readonly files: readonly RecognisedFile[];
  /** Producer; each format's own by default. */
  readonly source: string | undefined;
  readonly onProgress: ((progress: ImportProgress) => void) | undefined;
}

/** Takes every record of the files to the stage, or to the rejections; gives how many there were. */
export async function stageFiles(
  stage: Stage,
  rejections: Rejections,
  { files, source: named, onProgress }: Reading,
): Promise<number> {
  const totalBytes = files.reduce((sum, { file }) => sum + file.bytes, 0);
  let bytes = 0;
  let read = 0;
  for (const { file, format } of files) {
    const name = basename(file.path);
    const source = named ?? format.defaultSource;
    for await (const record of readRecords(file, format, (count) => (bytes += count))) {
      read += 1;
      if (read % 2_000 === 0) onProgress?.({ bytes, totalBytes, read });
      await stageRecord(stage, rejections, { record, format, source, file: name });
    }
  }
  onProgress?.({ bytes: totalBytes, totalBytes, read });
  return read;
}

interface FileRecord {
  readonly record: SourceRecord;
  readonly format: Format;
  readonly source: string;
  readonly file: string;
}

async function stageRecord(stage: Stage, rejections: Rejections, { record, format, source, file }: FileRecord) {
  const where = { file, line: record.line };
  if ('fault' in record) {
    rejections.add(where, [record.fault]);
    return;
  }
  const parsed = format.parse(record.cells, { line: record.line, source });
  if (parsed.ok) {
    for (const row of parsed.rows) await stage.add(row, where);
    return;
  }
  rejections.add(where, parsed.faults);
  for (const row of parsed.about ?? []) await stage.keep(row);
}

/** Reports the rows whose identifier an earlier row of the same import has; the first one is kept. */
export async function rejectDuplicates(
  client: PoolClient,
  tables: readonly StageTable[],
  rejections: Rejections,
): Promise<void> {
  for (const table of tables) {
    for (const { line, file, key } of await removeDuplicates(client, table)) {
      const reason = 'cet identifiant est déjà pris par une ligne précédente du même import, qui a été gardée';
      rejections.add({ line, file }, [{ column: table.key.join(', '), value: key, reason }]);
    }
  }
}
