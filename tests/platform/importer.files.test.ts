import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { openTowns, type TownWorld } from './towns.ts';

let towns: TownWorld;

beforeAll(async () => {
  towns = await openTowns();
});
beforeEach(() => towns.world.sql.query('TRUNCATE town, import_journal, import_change'));
afterAll(() => towns.world.close());

const ACCENTS = 'code,nom\n47003,"Agmé, là"\n';

describe('a file', () => {
  it.each([
    ['in UTF-8 with a byte-order mark', Buffer.from(`\uFEFF${ACCENTS}`)],
    ['in Windows-1252', iconv.encode(ACCENTS, 'win1252')],
    ['in UTF-16', iconv.encode(ACCENTS, 'utf16le', { addBOM: true })],
    ['compressed', gzipSync(ACCENTS)],
    ['with Windows line ends', Buffer.from(ACCENTS.replaceAll('\n', '\r\n'))],
  ])('%s is read as what it says', async (_kind, content) => {
    await towns.run(towns.file('accents.csv', content));
    expect(await towns.names()).toEqual(['Agmé, là']);
  });

  it.each([
    ['a list', '[{"code":"47001","ville":"Agen"}]'],
    ['an object that holds the list under "data"', '{"meta":{"x":[1]},"data":[{"code":"47001","ville":"Agen"}]}'],
  ])('of JSON, being %s, is read', async (_shape, content) => {
    expect(await towns.run(towns.file('towns.json', content))).toMatchObject({ inserted: 1, formats: ['towns-json'] });
  });

  it('with a row that has more cells than the header is reported at that line', async () => {
    const report = await towns.run(towns.file('wide.csv', 'code;nom\n47001;Agen;trop\n47002;Agnac\n'));
    expect(report.rejections).toMatchObject([{ line: 2, reason: expect.stringContaining('3 cellules') }]);
  });

  it.each([
    ['that is not there', 'nope.csv', 'nope.csv » n’existe pas'],
    ['that is a folder', '', 'est un dossier'],
  ])('%s is refused in one sentence that names it', async (_kind, name, sentence) => {
    const path = join(dirname(towns.file('towns.csv', ACCENTS)), name);
    await expect(towns.run(path)).rejects.toThrow(sentence);
  });

  it('cut in the middle of its compressed bytes publishes nothing', async () => {
    const whole = gzipSync(`code;nom\n${Array.from({ length: 5_000 }, (_, i) => `${47_000 + i};V${i}`).join('\n')}`);
    await expect(towns.run(towns.file('cut.csv.gz', whole.subarray(0, whole.length - 200)))).rejects.toThrow(
      'est une archive gzip incomplète',
    );
    expect(await towns.names()).toEqual([]);
  });
});
