import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { datasets } from '../../subgraphs/operators/import.ts';
import { ask, countStatements, importFile, openWorld, type World } from '../support/world.ts';

let world: World<'operators'>;

beforeAll(async () => {
  world = await openWorld('operators');
});
afterAll(() => world.close());

const compared = async (): Promise<number> =>
  (await ask(world, '{ eligibleOffers { offer { id } eligibility } }')).data.eligibleOffers.length;

it('compares a household with what has just been published, and reads the offers again only then', async () => {
  expect(await compared()).toBe(0);
  await importFile(world, datasets, 'offers', 'tests/fixtures/operators/offers.csv');
  const published = await compared();
  expect(published).toBeGreaterThan(0);
  const statements = await countStatements(world, compared);
  expect(statements).toEqual(['SELECT number FROM publication.state']);
  await world.sql.query(
    `UPDATE social_offer SET status = 'WITHDRAWN', revision = revision + 1 WHERE id = (SELECT min(id) FROM social_offer)`,
  );
  expect(await compared()).toBe(published - 1);
});

it('reads again what could not be read', async () => {
  await world.sql.query('ALTER TABLE social_offer RENAME TO elsewhere');
  await world.sql.query('UPDATE publication.state SET number = number + 1');
  expect((await ask(world, '{ eligibleOffers { eligibility } }')).errors).toHaveLength(1);
  await world.sql.query('ALTER TABLE elsewhere RENAME TO social_offer');
  expect(await compared()).toBeGreaterThan(0);
});
