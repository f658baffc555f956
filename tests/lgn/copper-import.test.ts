import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WrongFileError } from '../../platform/importer/recognise.ts';
import { undoImport } from '../../platform/importer/journal.ts';
import { copper } from '../../subgraphs/lgn/copper-closure/copper.import.ts';
import { ask, importFile, openWorld, type World } from '../support/world.ts';

const REAL = '../shared/data/copper-47.csv';
const fixture = (name: string) => `tests/fixtures/lgn/copper-${name}.csv`;

let world: World<'lgn'>;
beforeEach(async () => {
  world = await openWorld('lgn');
});
afterEach(() => world.close());

const imported = (path: string, options: { asOf?: string; source?: string } = {}) =>
  importFile(world, [copper], 'copper', path, { asOf: '2025-08-01', ...options });

const CLOSURES = `query ($filter: CopperClosureFilter) {
  copperClosures(filter: $filter, first: 100) {
    totalCount
    edges { node {
      communeCode lot commercialClosure technicalClosure initialTechnicalClosure commercialPostponed
      infrastructureOperatorCodes phase
      history { commercialClosure asOf source replacedAsOf } provenance { source asOf }
    } }
  }
}`;

async function closures(filter: Record<string, unknown>) {
  const { data, errors } = await ask(world, CLOSURES, { filter });
  expect(errors).toBeUndefined();
  return data?.copperClosures.edges.map(({ node }: { node: unknown }) => node);
}

describe('the real file of August 2025', () => {
  it('holds 41 communes: 35 of lot 4_1 and 6 of lot 4_2, with their dates', async () => {
    const report = await imported(REAL);
    expect(report).toMatchObject({ outcome: 'published', read: 41, inserted: 41, rejected: 0 });
    const { rows } = await world.sql.query(
      `SELECT lot, commercial_closure::text AS commercial, technical_closure::text AS technical, count(*)::int AS communes
       FROM copper_closure GROUP BY 1, 2, 3 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { lot: '4_1', commercial: '2026-01-31', technical: '2028-01-31', communes: 35 },
      { lot: '4_2', commercial: '2026-01-31', technical: '2028-05-31', communes: 6 },
    ]);
  });

  it('changes nothing when it is imported twice', async () => {
    await imported(REAL);
    expect(await imported(REAL)).toMatchObject({ outcome: 'unchanged', unchanged: 41 });
  });
});

describe('the producers’ files', () => {
  it('the national file gives its communes of Lot-et-Garonne, the others without a fault', async () => {
    expect(await imported(fixture('government'))).toMatchObject({ read: 4, inserted: 2, rejected: 0 });
    expect(await closures({ communeCodes: ['47001', '47006'] })).toMatchObject([
      { communeCode: '47006', commercialClosure: '2026-01-31', technicalClosure: '2028-01-31' },
      { communeCode: '47001', lot: null, phase: 'NOT_SCHEDULED_YET' },
    ]);
  });

  it('the extract with US dates is read month first', async () => {
    expect(await imported(fixture('us-dates'))).toMatchObject({ formats: ['orange-csv'], inserted: 2, rejected: 0 });
    expect(await closures({ communeCodes: ['47006'] })).toMatchObject([
      { commercialClosure: '2027-01-31', initialTechnicalClosure: '2028-01-31', commercialPostponed: true },
    ]);
  });

  it('dates whose day and month cannot be told apart are refused', async () => {
    const report = await imported(fixture('ambiguous-dates'));
    expect(report.rejected).toBe(1);
    expect(report.rejections[0]).toMatchObject({ line: 2, column: 'fermeture_commerciale', value: '03/04/25' });
  });

  it('each bad row is named and the good ones are published', async () => {
    const report = await imported(fixture('faults'));
    expect(report).toMatchObject({ outcome: 'published', inserted: 1, rejected: 4 });
    expect(report.rejections.map(({ line, column }) => [line, column])).toEqual([
      [3, 'fermeture_commerciale'],
      [4, 'lot'],
      [5, 'code_insee'],
      [6, 'commune_code'],
    ]);
  });

  it('the workbook is read from its sheet « Communes », dates in cells included', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'copper-'));
    const path = join(folder, 'trajectoire.xlsx');
    const book = new exceljs.Workbook();
    book.addWorksheet('Lisez-moi').addRow(['Trajectoire de fermeture']);
    const sheet = book.addWorksheet('Communes');
    sheet.addRow(['code_insee', 'lot', 'report_FC', 'fermeture_commerciale', 'fermeture_technique']);
    sheet.addRow(['47006', '4_1', 'Non', new Date('2026-01-31T00:00:00Z'), '31/01/2028']);
    sheet.addRow(['47013', '4_2', 'Non', 46053, '2028-05-31']);
    await book.xlsx.writeFile(path);
    const report = await imported(path);
    await rm(folder, { recursive: true });
    expect(report).toMatchObject({ formats: ['orange-xlsx'], inserted: 2, rejected: 0 });
    expect(await closures({ lot: '4_2' })).toMatchObject([{ commercialClosure: '2026-01-31' }]);
  });

  it('another kind of file is refused', async () => {
    await expect(imported('../shared/data/france-services-47.csv')).rejects.toThrow(WrongFileError);
  });
});

describe('when dates move', () => {
  it('the earlier date stays in the history, with its file', async () => {
    await imported(REAL, { source: 'Orange' });
    await imported(fixture('moved'), { asOf: '2026-02-01', source: 'Orange' });
    expect(await closures({ communeCodes: ['47006', '47013', '47028'] })).toMatchObject([
      {
        communeCode: '47006',
        commercialClosure: '2027-01-31',
        history: [
          { commercialClosure: '2026-01-31', asOf: '2025-08-01', source: 'Orange', replacedAsOf: '2026-02-01' },
        ],
        provenance: { source: 'Orange', asOf: '2026-02-01' },
      },
      { communeCode: '47013', history: [] },
      { communeCode: '47028', phase: 'NOT_SCHEDULED_YET', history: [{ commercialClosure: '2026-01-31' }] },
    ]);
  });

  it('undoing the import gives the earlier dates back and clears the history', async () => {
    await imported(REAL, { source: 'Orange' });
    const { importId } = await imported(fixture('moved'), { asOf: '2026-02-01' });
    await undoImport(world.url, copper, importId ?? -1);
    expect(await closures({ communeCodes: ['47006', '47028'] })).toMatchObject([
      { communeCode: '47006', commercialClosure: '2026-01-31', history: [], provenance: { asOf: '2025-08-01' } },
      { communeCode: '47028', commercialClosure: '2026-01-31', history: [] },
    ]);
  });
});
