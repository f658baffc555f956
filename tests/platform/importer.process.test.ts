import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { openTowns, type TownWorld } from './towns.ts';

const CHILD = fileURLToPath(new URL('./import-child.ts', import.meta.url));
const OLD = 'code;nom\n47001;Agen\n47002;Agnac\n';
const ROWS = 100_000;
const SMALL = `code;nom\n${Array.from({ length: 3_000 }, (_, row) => `${10_000 + row};Ville ${row}`).join('\n')}\n`;
const SIXTY_MEGABYTES = 60_000_000;

let towns: TownWorld;
let large: string;

beforeAll(async () => {
  towns = await openTowns();
  large = join(towns.file('old.csv', OLD), '..', 'large.csv');
  await pipeline(Readable.from(largeFile()), createWriteStream(large));
});
beforeEach(() => towns.world.sql.query('TRUNCATE town, import_journal, import_change'));
afterAll(() => towns.world.close());

function* largeFile() {
  yield 'code;nom\n';
  const filler = 'é'.repeat(Math.ceil(SIXTY_MEGABYTES / ROWS / 2));
  for (let row = 0; row < ROWS; row += 1) yield `${String(row).padStart(5, '0')};Ville ${row} ${filler}\n`;
}

function importInChild(path: string, { waitAt = '', heapMegabytes = 256 } = {}): ChildProcess {
  const execArgv = ['--import', 'ts-blank-space/register', `--max-old-space-size=${heapMegabytes}`];
  return fork(CHILD, [towns.world.url, path, waitAt], { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

/** Waits for what a child tells; a child that ends before has failed. */
function told(child: ChildProcess, matches: (message: Record<string, unknown>) => boolean) {
  return new Promise<Record<string, unknown>>((resolve, reject) => {
    child.on('message', (message: Record<string, unknown>) => {
      if (matches(message)) resolve(message);
    });
    child.once('exit', (code, signal) => reject(new Error(`the import ended before (${code ?? signal})`)));
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

async function publishedImports(): Promise<number | null> {
  return (await towns.world.sql.query('SELECT 1 FROM import_journal')).rowCount;
}

describe('an import killed with kill -9', () => {
  it.each([
    [
      'while it reads the file',
      'reading',
      () => large,
      (message: Record<string, unknown>) => Number(message['read']) > 0,
    ],
    [
      'when all is written and only the commit is missing',
      'merged',
      () => towns.file('small.csv', SMALL),
      (message: Record<string, unknown>) => message['merged'] === true,
    ],
  ])('%s leaves the whole old data, no journal entry and no lock', async (_when, waitAt, file, reached) => {
    await towns.run(towns.file('old.csv', OLD));
    const child = importInChild(file(), { waitAt });
    await told(child, reached);
    expect(await towns.names()).toEqual(['Agen', 'Agnac']);
    await kill(child);
    expect(await towns.names()).toEqual(['Agen', 'Agnac']);
    expect(await publishedImports()).toBe(1);
    const next = await towns.run(towns.file('next.csv', 'code;nom\n47003;Agmé\n'));
    expect(next).toMatchObject({ outcome: 'published', inserted: 1, deleted: 2 });
  });
});

describe('an import of a file larger than the memory it may use', () => {
  it('of 60 MB succeeds in 96 MB of heap', async () => {
    const child = importInChild(large, { heapMegabytes: 96 });
    const end = await told(child, (message) => 'outcome' in message);
    expect(end).toMatchObject({ outcome: 'published', inserted: ROWS });
  });
});

describe('two imports of one dataset at once', () => {
  it('are published one after the other, the second over the first', async () => {
    const files = ['a', 'b'].map((name) =>
      towns.file(`${name}.csv`, `code;nom\n47001;${name}\n4700${name === 'a' ? 2 : 3};x\n`),
    );
    const reports = await Promise.all(files.map((file) => towns.run(file)));
    expect(reports.map(({ outcome }) => outcome)).toEqual(['published', 'published']);
    const second = reports.find(({ inserted }) => inserted === 1);
    expect(second).toMatchObject({ inserted: 1, updated: 1, deleted: 1 });
    expect(await towns.names()).toHaveLength(2);
  });
});
