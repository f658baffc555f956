import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { undoImport } from '../../platform/importer/journal.ts';
import { openTowns, rivers, towns as townsDataset, type TownWorld } from './towns.ts';

let towns: TownWorld;

beforeAll(async () => {
  towns = await openTowns();
});
beforeEach(() => towns.world.sql.query('TRUNCATE town, import_journal, import_change'));
afterAll(() => towns.world.close());

const TWO = 'code;nom\n47001;Agen\n47002;Agnac\n';

describe('an import', () => {
  it('publishes the rows and a journal entry that counts them', async () => {
    const report = await towns.run(towns.file('two.csv', TWO));
    expect(report).toMatchObject({ outcome: 'published', read: 2, inserted: 2, rejected: 0, source: 'Essai' });
    const { rows } = await towns.world.sql.query('SELECT id, actor, inserted, sha256, status FROM import_journal');
    expect(rows).toEqual([
      {
        id: report.importId,
        actor: 'test',
        inserted: 2,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        status: 'published',
      },
    ]);
    const town = await towns.world.sql.query<{ tags: string[] }>("SELECT tags FROM town WHERE code = '47001'");
    expect(town.rows).toEqual([{ tags: ['Agen', 'a"b\\c'] }]);
  });

  it('of the same file again changes nothing and adds nothing to the journal', async () => {
    await towns.run(towns.file('two.csv', TWO));
    expect(await towns.run(towns.file('two.csv', TWO))).toMatchObject({
      outcome: 'unchanged',
      unchanged: 2,
      importId: null,
    });
    expect((await towns.world.sql.query('SELECT 1 FROM import_journal')).rowCount).toBe(1);
  });

  it('of a new file writes only what differs, and removes what disappeared from the same source', async () => {
    await towns.run(towns.file('other.csv', 'code;nom\n47009;Ailleurs\n'), { source: 'Autre' });
    await towns.run(towns.file('two.csv', TWO));
    const next = await towns.run(towns.file('next.csv', 'code;nom\n47002;Agnac le Neuf\n47003;Agmé\n'));
    expect(next).toMatchObject({ inserted: 1, updated: 1, deleted: 1, unchanged: 0 });
    expect(await towns.names()).toEqual(['Agnac le Neuf', 'Agmé', 'Ailleurs']);
  });

  it('can be undone, and then the one before it', async () => {
    const first = await towns.run(towns.file('two.csv', TWO));
    const second = await towns.run(towns.file('next.csv', 'code;nom\n47002;Agnac le Neuf\n47003;Agmé\n'));
    await expect(undoImport(towns.world.url, townsDataset, first.importId ?? 0)).rejects.toThrow(
      `c’est le n° ${second.importId}`,
    );
    await undoImport(towns.world.url, townsDataset, second.importId ?? 0);
    expect(await towns.names()).toEqual(['Agen', 'Agnac']);
    await undoImport(towns.world.url, townsDataset, first.importId ?? 0);
    expect(await towns.names()).toEqual([]);
  });

  it('reports a bad row with its line, column, value and reason, and publishes the others', async () => {
    const report = await towns.run(towns.file('bad.csv', 'code;nom\n47001;Agen\n7864;Trop court\n47003;Agmé\n'));
    expect(report).toMatchObject({ outcome: 'published', inserted: 2, rejected: 1 });
    expect(report.rejections).toEqual([
      { file: 'bad.csv', line: 3, column: 'code', value: '7864', reason: 'n’est pas un code INSEE' },
    ]);
  });

  it('leaves what is published of a row that comes back unusable', async () => {
    await towns.run(towns.file('two.csv', TWO));
    const report = await towns.run(towns.file('worse.csv', 'code;nom\n47001;?\n'));
    expect(report).toMatchObject({ rejected: 1, deleted: 0 });
    const next = await towns.run(towns.file('third.csv', 'code;nom\n47001;?\n47003;Agmé\n'));
    expect(next).toMatchObject({ rejected: 1, inserted: 1, deleted: 1 });
    expect(await towns.names()).toEqual(['Agen', 'Agmé']);
  });

  it('reports the second of two rows with one identifier and keeps the first', async () => {
    const report = await towns.run(towns.file('twice.csv', 'code;nom\n47001;Agen\n47001;Encore\n'));
    expect(report.rejections).toMatchObject([{ line: 3, column: 'code', value: '47001' }]);
    expect(await towns.names()).toEqual(['Agen']);
  });

  it('writes nothing when the share of bad rows is over the threshold', async () => {
    await towns.run(towns.file('two.csv', TWO));
    const report = await towns.run(towns.file('worse.csv', 'code;nom\n1;a\n2;b\n47003;Agmé\n'), { threshold: 0.5 });
    expect(report).toMatchObject({ outcome: 'refused', importId: null, rejected: 2 });
    expect(await towns.names()).toEqual(['Agen', 'Agnac']);
  });

  it('as a dry run counts and writes nothing', async () => {
    const report = await towns.run(towns.file('two.csv', TWO), { dryRun: true });
    expect(report).toMatchObject({ outcome: 'dry-run', inserted: 2, importId: null });
    expect(await towns.names()).toEqual([]);
  });

  it('of a file of another kind is refused before anything is written, saying what it looks like', async () => {
    const path = towns.file('rivers.csv', 'nom;debit\nGaronne;600\n');
    await expect(towns.run(path, { known: [townsDataset, rivers] })).rejects.toThrow(
      /ressemble à une liste de rivières.*import -- rivers/,
    );
    expect((await towns.world.sql.query('SELECT 1 FROM import_journal')).rowCount).toBe(0);
  });
});
