import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { searchAddresses } from '../../subgraphs/lgn/address/address-search.ts';
import { countStatements, importFile, openWorld, type World } from '../support/world.ts';

let world: World<'lgn'>;

beforeAll(async () => {
  world = await openWorld('lgn');
  await importFile(world, datasets, 'addresses', 'tests/fixtures/lgn/adresses-demonstration.csv');
});
afterAll(() => world.close());

const search = ({ sql }: World<'lgn'>, text: string, first = 5) =>
  searchAddresses(sql, { text, communeCode: null, near: null, first });

it('gives the same first answers whether few or many are wanted', async () => {
  const words = fc.constantFrom(
    ...['12', '4', '14 ter', 'rue', 'av', 'ch', 'paix', 'piax', 'lilas', 'eglise', 'republiqe', 'boe', 'agen', 'lille'],
    ...['nerac', 'villeneuve', 'sur', 'lot', '47000', 'moulin', 'gaulle', 'saint', 'jean', 'bordeneuve', 'layrac'],
  );
  const text = fc.array(words, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '));
  await fc.assert(
    fc.asyncProperty(text, async (typed) => {
      expect(await search(world, typed, 2)).toEqual((await search(world, typed, 20)).slice(0, 2));
    }),
    { numRuns: 150 },
  );
});

it('asks the database one statement', async () => {
  await search(world, '12 rue de la paix agen');
  const statements = await countStatements(world, () => search(world, '8 rue de la repulbique marmande'));
  expect(statements).toHaveLength(1);
});

it('finds what an import has just published, and no more what it has removed', async () => {
  const other = await openWorld('lgn');
  try {
    const found = async (text: string) => (await search(other, text))[0]?.match ?? null;
    expect(await found('12 rue de la paix agen')).toBeNull();
    await importFile(other, datasets, 'addresses', 'tests/fixtures/lgn/adresses-demonstration.csv');
    expect(await found('12 rue de la paix agen')).toBe('EXACT');
    await importFile(other, datasets, 'addresses', 'tests/fixtures/lgn/adresses-defauts.csv');
    expect(await found('12 rue de la paix agen')).toBeNull();
    expect(await found('rue demonstration agen')).toBe('APPROXIMATE');
  } finally {
    await other.close();
  }
});
