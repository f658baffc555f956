import type { PoolClient } from 'pg';
import { openPool } from '../database/pool.ts';
import type { Dataset } from './dataset.ts';
import { unmergeTable } from './merge.ts';

export interface JournalEntry {
  readonly dataset: string;
  readonly formats: readonly string[];
  readonly source: string;
  readonly asOf: string;
  readonly files: readonly string[];
  readonly sha256: string;
  readonly actor: string;
  readonly startedAt: Date;
  readonly read: number;
}

/** Opens an import's row in the journal; its counts follow once they are known. */
export async function writeJournal(client: PoolClient, entry: JournalEntry): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO import_journal (dataset, format, source, as_of, files, sha256, actor, started_at, finished_at, read,
                                 inserted, updated, deleted, unchanged, rejected, remarks)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp(), $9, 0, 0, 0, 0, 0, '{}') RETURNING id`,
    [
      entry.dataset,
      [...new Set(entry.formats)].join(', '),
      entry.source,
      entry.asOf,
      entry.files,
      entry.sha256,
      entry.actor,
      entry.startedAt,
      entry.read,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('The journal gave no number to the import.');
  return id;
}

interface LastImport {
  readonly id: number;
  readonly sha256: string;
  readonly source: string;
  readonly asOf: string;
}

/** A dataset's last published import, before a given one where asked. */
export async function lastPublished(
  client: PoolClient,
  dataset: string,
  { before = 2_147_483_647 }: { before?: number } = {},
): Promise<LastImport | null> {
  const { rows } = await client.query<LastImport>(
    `SELECT id, sha256, source, to_char(as_of, 'YYYY-MM-DD') AS "asOf" FROM import_journal
     WHERE dataset = $1 AND status = 'published' AND id < $2 ORDER BY id DESC LIMIT 1`,
    [dataset, before],
  );
  return rows[0] ?? null;
}

/** Refuses to undo what cannot be undone. */
export class UndoError extends Error {
  override readonly name = 'UndoError';
}

/**
 * Undoes a dataset's last published import, in one transaction: the rows are what they were before it.
 *
 * @throws UndoError when the import is not the last one, naming the one that is.
 */
export async function undoImport(databaseUrl: string, dataset: Dataset, importId: number): Promise<void> {
  const pool = openPool(databaseUrl, { maxConnections: 1 });
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`import:${dataset.name}`]);
    await undoIn(client, dataset, importId);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
    await pool.end();
  }
}

async function undoIn(client: PoolClient, dataset: Dataset, importId: number): Promise<void> {
  const last = await lastPublished(client, dataset.name);
  if (last?.id !== importId) {
    const which = last === null ? 'il n’y en a aucun' : `c’est le n° ${last.id}`;
    throw new UndoError(
      `Seul le dernier import publié de « ${dataset.name} » peut être annulé : ${which}, pas le n° ${importId}.`,
    );
  }
  for (const table of dataset.tables) await unmergeTable(client, table, importId);
  await client.query(`UPDATE import_journal SET status = 'undone', undone_at = clock_timestamp() WHERE id = $1`, [
    importId,
  ]);
  const previous = await lastPublished(client, dataset.name);
  const { source, asOf } = previous ?? last;
  await dataset.derive?.(client, { importId: previous?.id ?? importId, asOf, source });
}
