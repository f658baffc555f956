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

/** The name of the temporary table of the keys whose live rows an import leaves as they are. */
export function keptName(table: string): string {
  return escapeIdentifier(`kept_${table}`);
}

/** Lines of COPY's text format on their way to one temporary table. */
interface Lane {
  readonly target: string;
  lines: string[];
  size: number;
  count: number;
}

/** Takes a dataset's rows to temporary tables by COPY, in pieces, so that memory does not grow with the file. */
export class Stage {
  readonly #client: PoolClient;
  readonly #tables: ReadonlyMap<string, StageTable>;
  readonly #lanes = new Map<string, Lane>();
  /** The COPY under way: the next one waits for it, the reading of the file does not. */
  #sending: Promise<unknown> = Promise.resolve();

  constructor(client: PoolClient, tables: readonly StageTable[]) {
    this.#client = client;
    this.#tables = new Map(tables.map((table) => [table.table, table]));
  }

  async create(): Promise<void> {
    for (const { table, key, columns } of this.#tables.values()) {
      const declared = (names: readonly string[]) =>
        names.map((name) => `${escapeIdentifier(name)} ${columns[name] ?? ''}`);
      await this.#createTable(stagingName(table), [
        'staged_line int',
        'staged_file text',
        ...declared(Object.keys(columns)),
      ]);
      await this.#createTable(keptName(table), declared(key));
    }
  }

  async #createTable(name: string, columns: readonly string[]): Promise<void> {
    await this.#client.query(`CREATE TEMPORARY TABLE ${name} (${columns.join(', ')}) ON COMMIT DROP`);
    this.#lanes.set(name, { target: name, lines: [], size: 0, count: 0 });
  }

  /** Adds a row; sends what is pending once there is enough of it. */
  async add({ table, values }: StagedRow, from: { line: number; file: string }): Promise<void> {
    const { columns } = this.#specOf(table);
    const cells = Object.keys(columns).map((column) => copyText(values[column], columns[column] ?? ''));
    await this.#push(stagingName(table), `${from.line}\t${copyText(from.file, 'text')}\t${cells.join('\t')}\n`);
  }

  /** Marks a live row, named by its key, as one that the import must not remove. */
  async keep({ table, values }: StagedRow): Promise<void> {
    const { key, columns } = this.#specOf(table);
    const cells = key.map((column) => copyText(values[column], columns[column] ?? ''));
    await this.#push(keptName(table), `${cells.join('\t')}\n`);
  }

  /** Sends all that is pending; gives the tables that received rows. */
  async finish(): Promise<readonly StageTable[]> {
    for (const lane of this.#lanes.values()) await this.#send(lane);
    await this.#sending;
    const filled = [...this.#tables.values()].filter(
      ({ table }) => (this.#lanes.get(stagingName(table))?.count ?? 0) > 0,
    );
    for (const { table } of filled) await this.#client.query(`ANALYZE ${stagingName(table)}`);
    return filled;
  }

  #specOf(table: string): StageTable {
    const spec = this.#tables.get(table);
    if (spec === undefined) throw new Error(`The dataset declares no table "${table}".`);
    return spec;
  }

  async #push(name: string, line: string): Promise<void> {
    const lane = this.#lanes.get(name);
    if (lane === undefined) throw new Error(`The stage has no table ${name}.`);
    lane.lines.push(line);
    lane.size += line.length;
    lane.count += 1;
    if (lane.size >= CHUNK_CHARACTERS) await this.#send(lane);
  }

  async #send(lane: Lane): Promise<void> {
    if (lane.lines.length === 0) return;
    const text = lane.lines.join('');
    lane.lines = [];
    lane.size = 0;
    await this.#sending;
    this.#sending = pipeline(Readable.from([text]), this.#client.query(copyFrom(`COPY ${lane.target} FROM STDIN`)));
    // Whoever sends next, or finishes, hears of a failure; until then it must not count as unheard.
    this.#sending.catch(() => undefined);
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
