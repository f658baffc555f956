import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import type { Dataset } from '../../platform/importer/dataset.ts';
import { importFiles } from '../../platform/importer/import.ts';
import { undoImport } from '../../platform/importer/journal.ts';
import { openWorld, type World } from '../support/world.ts';

const towns: Dataset = {
  name: 'towns',
  label: 'Villes',
  tables: [
    {
      table: 'town',
      key: ['code'],
      columns: { code: 'text', name: 'text', tags: 'text[]', source: 'text' },
      scope: ({ source }) => `t.source = '${source}'`,
    },
  ],
  formats: [
    {
      name: 'towns-csv',
      label: 'une liste de villes',
      kind: 'csv',
      defaultSource: 'Essai',
      recognises: (columns) => columns.has('code') && columns.has('nom'),
      parse: ({ code, nom }, { source }) =>
        /^\d{5}$/.test(String(code))
          ? { ok: true, rows: [{ table: 'town', values: { code, name: nom, tags: [String(nom), 'a"b\\c'], source } }] }
          : { ok: false, faults: [{ column: 'code', value: String(code), reason: 'n’est pas un code INSEE' }] },
    },
    {
      name: 'towns-json',
      label: 'une liste de villes en JSON',
      kind: 'json',
      defaultSource: 'Essai',
      recognises: (columns) => columns.has('ville'),
      parse: ({ code, ville }, { source }) => ({
        ok: true,
        rows: [{ table: 'town', values: { code, name: ville, tags: [], source } }],
      }),
    },
  ],
};

const rivers: Dataset = {
  ...towns,
  name: 'rivers',
  formats: towns.formats.slice(0, 1).map((format) => ({
    ...format,
    label: 'une liste de rivières',
    recognises: (columns) => columns.has('debit'),
  })),
};

let world: World<'lgn'>;
const folder = mkdtempSync(join(tmpdir(), 'hub-importer-'));

beforeAll(async () => {
  world = await openWorld('lgn');
  await world.sql.query(
    'CREATE TABLE town (code text PRIMARY KEY, name text, tags text[], source text, import_id int, created_import_id int)',
  );
});
beforeEach(() => world.sql.query('TRUNCATE town, import_journal, import_change'));
afterAll(() => world.close());

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function run(path: string, options: Partial<Parameters<typeof importFiles>[0]> = {}) {
  const request = { databaseUrl: world.url, dataset: towns, files: [path], actor: 'test', asOf: '2026-11-01' };
  return importFiles({ ...request, threshold: 1, ...options });
}

async function names(): Promise<unknown[]> {
  return (await world.sql.query<{ name: string }>('SELECT name FROM town ORDER BY code')).rows.map(({ name }) => name);
}

const TWO = 'code;nom\n47001;Agen\n47002;Agnac\n';

describe('an import', () => {
  it('publishes the rows and a journal entry that counts them', async () => {
    const report = await run(file('two.csv', TWO));
    expect(report).toMatchObject({ outcome: 'published', read: 2, inserted: 2, rejected: 0, source: 'Essai' });
    const { rows } = await world.sql.query('SELECT id, actor, inserted, sha256, status FROM import_journal');
    expect(rows).toEqual([
      {
        id: report.importId,
        actor: 'test',
        inserted: 2,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        status: 'published',
      },
    ]);
    expect((await world.sql.query<{ tags: string[] }>('SELECT tags FROM town')).rows[0]?.tags).toEqual([
      'Agen',
      'a"b\\c',
    ]);
  });

  it('of the same file again changes nothing and adds nothing to the journal', async () => {
    await run(file('two.csv', TWO));
    expect(await run(file('two.csv', TWO))).toMatchObject({ outcome: 'unchanged', unchanged: 2, importId: null });
    expect((await world.sql.query('SELECT 1 FROM import_journal')).rowCount).toBe(1);
  });

  it('of a new file writes only what differs, and removes what disappeared from the same source', async () => {
    await run(file('other.csv', 'code;nom\n47009;Ailleurs\n'), { source: 'Autre' });
    await run(file('two.csv', TWO));
    const next = await run(file('next.csv', 'code;nom\n47002;Agnac le Neuf\n47003;Agmé\n'));
    expect(next).toMatchObject({ inserted: 1, updated: 1, deleted: 1, unchanged: 0 });
    expect(await names()).toEqual(['Agnac le Neuf', 'Agmé', 'Ailleurs']);
  });

  it('can be undone, and then the one before it', async () => {
    const first = await run(file('two.csv', TWO));
    const second = await run(file('next.csv', 'code;nom\n47002;Agnac le Neuf\n47003;Agmé\n'));
    await expect(undoImport(world.url, towns, first.importId ?? 0)).rejects.toThrow(`c’est le n° ${second.importId}`);
    await undoImport(world.url, towns, second.importId ?? 0);
    expect(await names()).toEqual(['Agen', 'Agnac']);
    await undoImport(world.url, towns, first.importId ?? 0);
    expect(await names()).toEqual([]);
  });

  it('reports a bad row with its line, column, value and reason, and publishes the others', async () => {
    const report = await run(file('bad.csv', 'code;nom\n47001;Agen\n7864;Trop court\n47003;Agmé\n'));
    expect(report).toMatchObject({ outcome: 'published', inserted: 2, rejected: 1 });
    expect(report.rejections).toEqual([
      { file: 'bad.csv', line: 3, column: 'code', value: '7864', reason: 'n’est pas un code INSEE' },
    ]);
  });

  it('reports the second of two rows with one identifier and keeps the first', async () => {
    const report = await run(file('twice.csv', 'code;nom\n47001;Agen\n47001;Encore\n'));
    expect(report.rejections).toMatchObject([{ line: 3, column: 'code', value: '47001' }]);
    expect(await names()).toEqual(['Agen']);
  });

  it('writes nothing when the share of bad rows is over the threshold', async () => {
    await run(file('two.csv', TWO));
    const report = await run(file('worse.csv', 'code;nom\n1;a\n2;b\n47003;Agmé\n'), { threshold: 0.5 });
    expect(report).toMatchObject({ outcome: 'refused', importId: null, rejected: 2 });
    expect(await names()).toEqual(['Agen', 'Agnac']);
  });

  it('as a dry run counts and writes nothing', async () => {
    const report = await run(file('two.csv', TWO), { dryRun: true });
    expect(report).toMatchObject({ outcome: 'dry-run', inserted: 2, importId: null });
    expect(await names()).toEqual([]);
  });

  it('of a file of another kind is refused before anything is written, saying what it looks like', async () => {
    const path = file('rivers.csv', 'nom;debit\nGaronne;600\n');
    await expect(run(path, { known: [towns, rivers] })).rejects.toThrow(
      /ressemble à une liste de rivières.*import -- rivers/,
    );
    expect((await world.sql.query('SELECT 1 FROM import_journal')).rowCount).toBe(0);
  });
});

describe('a file', () => {
  const ACCENTS = 'code,nom\n47003,"Agmé, là"\n';

  it.each([
    ['in UTF-8 with a byte-order mark', Buffer.from(`\uFEFF${ACCENTS}`)],
    ['in Windows-1252', iconv.encode(ACCENTS, 'win1252')],
    ['in UTF-16', iconv.encode(ACCENTS, 'utf16le', { addBOM: true })],
    ['compressed', gzipSync(ACCENTS)],
    ['with Windows line ends', Buffer.from(ACCENTS.replaceAll('\n', '\r\n'))],
  ])('%s is read as what it says', async (_kind, content) => {
    await run(file('accents.csv', content));
    expect(await names()).toEqual(['Agmé, là']);
  });

  it.each([
    ['a list', '[{"code":"47001","ville":"Agen"}]'],
    ['an object that holds the list under "data"', '{"meta":{"x":[1]},"data":[{"code":"47001","ville":"Agen"}]}'],
  ])('of JSON, being %s, is read', async (_shape, content) => {
    expect(await run(file('towns.json', content))).toMatchObject({ inserted: 1, formats: ['towns-json'] });
  });

  it('with a row that has more cells than the header is reported at that line', async () => {
    const report = await run(file('wide.csv', 'code;nom\n47001;Agen;trop\n47002;Agnac\n'));
    expect(report.rejections).toMatchObject([{ line: 2, reason: expect.stringContaining('3 cellules') }]);
  });

  it('cut in the middle of its compressed bytes publishes nothing', async () => {
    const whole = gzipSync(`code;nom\n${Array.from({ length: 5_000 }, (_, i) => `${47_000 + i};V${i}`).join('\n')}`);
    await expect(run(file('cut.csv.gz', whole.subarray(0, whole.length - 200)))).rejects.toThrow(
      'unexpected end of file',
    );
    expect(await names()).toEqual([]);
  });
});
