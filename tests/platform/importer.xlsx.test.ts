import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import exceljs from 'exceljs';
import fs, { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cells, Dataset } from '../../platform/importer/dataset.ts';
import { WrongFileError } from '../../platform/importer/recognise.ts';
import { openTowns, towns as townsDataset, type TownWorld } from './towns.ts';

let towns: TownWorld;
let seen: Cells[] = [];

const workbooks: Dataset = {
  ...townsDataset,
  formats: townsDataset.formats.slice(0, 1).map((format) => ({
    ...format,
    name: 'towns-xlsx',
    kind: 'xlsx',
    parse: (record, context) => {
      seen.push({ ...record, line: context.line });
      return format.parse(record, context);
    },
  })),
};

beforeAll(async () => {
  towns = await openTowns();
});
beforeEach(async () => {
  seen = [];
  await towns.world.sql.query('TRUNCATE town, import_journal, import_change');
});
afterAll(() => towns.world.close());

async function workbook(fill: (book: exceljs.Workbook) => void): Promise<string> {
  const book = new exceljs.Workbook();
  fill(book);
  const path = join(mkdtempSync(join(tmpdir(), 'hub-xlsx-')), 'towns.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

const run = (path: string) => towns.run(path, { dataset: workbooks });

describe('a workbook', () => {
  it('whose second sheet is the one recognised gives its dates, formulas, numbers and rich texts as text', async () => {
    const path = await workbook((book) => {
      book.addWorksheet('Notice').addRows([['Fichier de test'], ['à lire']]);
      const sheet = book.addWorksheet('Données');
      sheet.addRow([' code ', 'nom', 'fermeture', 'total']);
      sheet.addRow(['47001', 'Agen', new Date('2026-01-31T00:00:00Z'), { formula: '1+1', result: 2 }]);
      sheet.addRow([
        47_002,
        { richText: [{ text: 'Ag' }, { text: 'nac' }] },
        { formula: 'B1', result: new Date('2027-01-31T00:00:00Z') },
      ]);
    });
    expect(await run(path)).toMatchObject({ outcome: 'published', inserted: 2, formats: ['towns-xlsx'] });
    expect(seen).toEqual([
      { line: 2, code: '47001', nom: 'Agen', fermeture: '2026-01-31', total: '2' },
      { line: 3, code: '47002', nom: 'Agnac', fermeture: '2027-01-31', total: '' },
    ]);
  });

  it('with empty cells and empty rows keeps every value under its own column', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('Données');
      sheet.addRow(['code', null, 'nom']);
      sheet.addRow(['47001', null, 'Agen']);
      sheet.addRow([]);
      sheet.getRow(6).values = ['47006', 'x', 'Ambrus'];
    });
    await run(path);
    expect(seen.map(({ line, code, nom }) => [line, code, nom])).toEqual([
      [2, '47001', 'Agen'],
      [6, '47006', 'Ambrus'],
    ]);
  });

  it('of many rows is read to the last one', async () => {
    const path = await workbook((book) => {
      const sheet = book.addWorksheet('Données');
      sheet.addRow(['code', 'nom']);
      for (let row = 0; row < 20_000; row += 1) sheet.addRow([String(10_000 + row), `Ville ${row % 50}`]);
    });
    expect(await run(path)).toMatchObject({ inserted: 20_000, rejected: 0 });
  });

  it('of a dozen sheets gives the first one that is recognised, by their numbers', async () => {
    const path = await workbook((book) => {
      for (let number = 1; number <= 12; number += 1) {
        const isOfTowns = number === 2 || number === 10;
        book.addWorksheet(`Feuille ${number}`).addRows(
          isOfTowns
            ? [
                ['code', 'nom'],
                [String(47_000 + number), 'Agen'],
              ]
            : [['couleur'], ['bleu']],
        );
      }
    });
    await run(path);
    expect(seen.map(({ code }) => code)).toEqual(['47002']);
  });

  it('is read whole where the disk is slow', async () => {
    const path = await workbook((book) =>
      book.addWorksheet('Données').addRows([
        ['code', 'nom'],
        ['47001', 'Agen'],
      ]),
    );
    const { open } = fs;
    const slow = jest.spyOn(fs, 'open').mockImplementation((...args: unknown[]) => {
      setTimeout(() => Reflect.apply(open, fs, args), 50);
    });
    try {
      expect(await run(path)).toMatchObject({ inserted: 1, rejected: 0 });
    } finally {
      slow.mockRestore();
    }
  });

  it('that is not whole is refused before anything is written', async () => {
    const path = await workbook((book) =>
      book.addWorksheet('Données').addRows([
        ['code', 'nom'],
        ['47001', 'Agen'],
      ]),
    );
    writeFileSync(path, readFileSync(path).subarray(0, -100));
    await expect(run(path)).rejects.toThrow(/towns\.xlsx » n’est pas un classeur \.xlsx lisible/);
    await expect(run(path)).rejects.toThrow(WrongFileError);
  });

  it('with no sheet that is recognised is refused before anything is written', async () => {
    const path = await workbook((book) => book.addWorksheet('Autre').addRows([['couleur'], ['bleu']]));
    await expect(run(path)).rejects.toThrow(WrongFileError);
  });
});
