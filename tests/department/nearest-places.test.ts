import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entities, openWorld, type World } from '../support/world.ts';

let world: World<'department'>;

const PLACES = 400;
/** So many share each point: distances that are equal are common. */
const AT_A_POINT = 4;

beforeAll(async () => {
  world = await openWorld('department');
  await world.sql.query(
    `INSERT INTO place (id, name, commune_name, postcode, address, search, modified_at, latitude, longitude)
     SELECT lpad(i::text, 4, '0'), 'Lieu ' || i, 'Agen', '47000', '1 rue', '', now(),
       44 + (i / $2 * 37 % 101) / 150.0, 0.1 + (i / $2 * 61 % 89) / 120.0 FROM generate_series(0, $1::int - 1) i`,
    [PLACES, AT_A_POINT],
  );
  await world.sql.query(
    `INSERT INTO place (id, name, commune_name, postcode, address, search, modified_at)
     VALUES ('nowhere', 'Lieu sans position', 'Agen', '47000', '1 rue', '', now())`,
  );
});
afterAll(() => world.close());

const degrees = (millionths: number) => millionths / 1e6;

const EVERY_DISTANCE = `
  SELECT id, round(earth_distance(ll_to_earth($1, $2), ll_to_earth(latitude, longitude))::numeric, 3)::float8 AS metres
  FROM place WHERE latitude IS NOT NULL ORDER BY metres, id`;

it('gives what measuring every place gives, wherever the premises are', async () => {
  const point = fc.record({
    latitude: fc.integer({ min: 43_900_000, max: 44_800_000 }).map(degrees),
    longitude: fc.integer({ min: -100_000, max: 1_100_000 }).map(degrees),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(point, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 20 }),
      async (points, first) => {
        const representations = points.map((coordinates, index) => ({
          __typename: 'Premises',
          id: `p${index}`,
          coordinates,
        }));
        const selection = `... on Premises { nearestPlaces(first: ${first}) { id } }`;
        const { data, errors } = await entities(world, representations, selection);
        expect(errors).toBeUndefined();
        for (const [index, { latitude, longitude }] of points.entries()) {
          const { rows } = await world.sql.query<{ id: string }>(EVERY_DISTANCE, [latitude, longitude]);
          expect(data._entities[index].nearestPlaces).toEqual(rows.slice(0, first).map(({ id }) => ({ id })));
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('finds them by the index, without measuring the others', async () => {
  await world.sql.query('ANALYZE place');
  const { rows } = await world.sql.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT id FROM place WHERE latitude IS NOT NULL AND longitude IS NOT NULL
     ORDER BY ll_to_earth(latitude, longitude) <-> ll_to_earth(44.2, 0.6) FETCH FIRST 3 ROWS WITH TIES`,
  );
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('place_earth_idx');
});
