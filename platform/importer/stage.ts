import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { escapeIdentifier, type PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { StagedRow, StageTable } from './dataset.ts';

const CHUNK_CHARACTERS = 1 << 20;

/** The name of a table's staging table: temporary, private to the session, gone with the transaction. */
export function stagingName(table: string): string {
  return escapeIdentifier(`staged_${table}`);
}

/** Takes a dataset's rows to temporary tables by COPY, in pieces, so that memory does not grow with the file. */
export class Stage {
  readonly #client: PoolClient;
  readonly #tables: ReadonlyMap<string, StageTable>;
  readonly #pending = new Map<string, { text: string[]; size: number }>();
  readonly #counts = new Map<string, number>();

  constructor(client: PoolClient, tables: readonly StageTable[]) {
    this.#client = client;
    this.#tables = new Map(tables.map((table) => [table.table, table]));
  }

  async create(): Promise<void> {
    for (const { table, columns } of this.#tables.values()) {
      const list = Object.entries(columns).map(([name, type]) => `${escapeIdentifier(name)} ${type}`);
      await this.#client.query(
        `CREATE TEMPORARY TABLE ${stagingName(table)} (staged_line int, staged_file text, ${list.join(', ')}) ON COMMIT DROP`,
      );
    }
  }

  /** Adds a row; sends what is pending once there is enough of it. */
  async add({ table, values }: StagedRow, from: { line: number; file: string }): Promise<void> {
    const spec = this.#tables.get(table);
    if (spec === undefined) throw new Error(`The dataset declares no table "${table}".`);
    const cells = Object.keys(spec.columns).map((column) => copyText(values[column], spec.columns[column] ?? ''));
    const text = `${from.line}\t${copyText(from.file, 'text')}\t${cells.join('\t')}\n`;
    const pending = this.#pending.get(table) ?? { text: [], size: 0 };
    pending.text.push(text);
    pending.size += text.length;
    this.#pending.set(table, pending);
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + 1);
    if (pending.size >= CHUNK_CHARACTERS) await this.#send(table);
  }

  /** Sends all that is pending; gives the tables that received rows. */
  async finish(): Promise<readonly StageTable[]> {
    for (const table of this.#pending.keys()) await this.#send(table);
    const filled = [...this.#tables.values()].filter(({ table }) => (this.#counts.get(table) ?? 0) > 0);
    for (const { table } of filled) await this.#client.query(`ANALYZE ${stagingName(table)}`);
    return filled;
  }

  async #send(table: string): Promise<void> {
    const pending = this.#pending.get(table);
    if (pending === undefined || pending.text.length === 0) return;
    this.#pending.set(table, { text: [], size: 0 });
    await pipeline(
      Readable.from([pending.text.join('')]),
      this.#client.query(copyFrom(`COPY ${stagingName(table)} FROM STDIN`)),
    );
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' };

/** A value in COPY's text format. */
function copyText(value: unknown, type: string): string {
  if (value === null || value === undefined) return '\\N';
  return textOf(value, type).replaceAll(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? '');
}

function textOf(value: unknown, type: string): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && !type.startsWith('json')) return arrayText(value);
  return JSON.stringify(value);
}

/** An array literal of PostgreSQL, every element quoted. */
function arrayText(values: readonly unknown[]): string {
  const elements = values.map((value) =>
    value === null || value === undefined ? 'NULL' : `"${textOf(value, '').replaceAll(/["\\]/g, '\\$&')}"`,
  );
  return `{${elements.join(',')}}`;
}
