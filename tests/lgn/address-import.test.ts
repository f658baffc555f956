import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/lgn/import.ts';
import { importFile, openWorld, type World } from '../support/world.ts';

let world: World<'lgn'>;

beforeEach(async () => {
  world = await openWorld('lgn');
});
afterEach(() => world.close());

const addresses = (file: string) => importFile(world, datasets, 'addresses', `tests/fixtures/lgn/${file}`);

it('names every fault of a BAN file by line and column, and keeps the good rows', async () => {
  const report = await addresses('adresses-defauts.csv');
  expect(report).toMatchObject({ read: 7, inserted: 2, rejected: 5 });
  expect(report.rejections.map(({ line, column }) => [line, column])).toEqual([
    [4, 'id'],
    [5, 'numero'],
    [5, 'code_postal'],
    [6, 'nom_voie'],
    [6, 'code_insee'],
    [6, 'lat'],
    [7, 'lat'],
    [8, 'id'],
  ]);
});

it('converts Lambert-93 where lon and lat are missing, and reads a street’s new identifier', async () => {
  await addresses('adresses-defauts.csv');
  const address = await world.prisma.address.findUnique({ where: { id: '47001_s42lp2_00002_bis' } });
  expect(address).toMatchObject({ streetId: '47001_s42lp2', suffix: 'bis', certified: false });
  expect(address?.latitude).toBeCloseTo(44.1869, 3);
  expect(address?.longitude).toBeCloseTo(0.6042, 3);
});

it('changes nothing when imported twice', async () => {
  await addresses('adresses-demonstration.csv');
  const streets = await world.prisma.street.count();
  expect(await addresses('adresses-demonstration.csv')).toMatchObject({ outcome: 'unchanged', unchanged: 95 });
  expect(await world.prisma.street.count()).toBe(streets);
});

it('forgets the streets and words of addresses that are gone', async () => {
  await addresses('adresses-demonstration.csv');
  await addresses('adresses-defauts.csv');
  expect((await world.prisma.street.findMany()).map(({ name }) => name)).toEqual([
    'Rue Démonstration',
    'Rue Démonstration',
  ]);
  expect((await world.prisma.street.findMany()).map(({ words }) => words.trim())).toEqual([
    'rue demonstration agen',
    'rue demonstration agen',
  ]);
});
