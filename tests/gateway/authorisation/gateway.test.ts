import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, openGateway, supergraphOf, type Answer, type World } from '../world.ts';
import { TOKEN } from '../../support/identity.ts';
import { until } from '../../support/until.ts';

const LINK = '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)';

/** The supergraph of the two tiny subgraphs, in which the population of a commune is reserved. */
function reserving(scope: string): string {
  const open = supergraphOf();
  const reserved = open
    .replace('schema\n', 'schema ')
    .replace(/^schema /m, `schema ${LINK} `)
    .replace('  population: Int', `  population: Int @requiresScopes(scopes: [["${scope}"]])`);
  return `${reserved}\ndirective @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT`;
}

let world: World;
beforeAll(async () => {
  world = await openGateway();
  await world.writeSupergraph(reserving('premises:read'));
  const isRefused = ({ errors }: Answer) =>
    errors.some(({ extensions }) => extensions['code'] === 'UNAUTHORIZED_FIELD_OR_TYPE');
  await until('the reserved field', async () => isRefused(await population()));
});
afterAll(() => world.close());

const QUERY = '{ commune(inseeCode: "47001") { name population fibreRate } }';
const token = { authorization: `Bearer ${TOKEN}` };
const population = (headers: Record<string, string> = {}) => ask(world, QUERY, { headers });

describe('a reserved field, over HTTP', () => {
  test('is null with its error, the rest answered, the first time as the next ones, to the byte', async () => {
    const query = '{ communes { population name } commune(inseeCode: "47323") { population fibreRate } }';
    const first = await ask(world, query);
    expect(first.data).toEqual({
      communes: [
        { population: null, name: 'Agen' },
        { population: null, name: 'Villeneuve-sur-Lot' },
      ],
      commune: { population: null, fibreRate: 0.5 },
    });
    expect(first.errors.map(({ path, extensions }) => [path, extensions])).toEqual(
      [
        ['communes', 0, 'population'],
        ['communes', 1, 'population'],
        ['commune', 'population'],
      ].map((path) => [path, { code: 'UNAUTHORIZED_FIELD_OR_TYPE' }]),
    );
    expect(first.errors[0]?.message).toContain(
      '« Commune.population » est réservé : il faut le droit « premises:read »',
    );
    for (let time = 0; time < 3; time += 1) {
      const next = await ask(world, query);
      expect([next.status, next.text]).toEqual([first.status, first.text]);
      expect(next.headers.get('cache-control')).toBe(first.headers.get('cache-control'));
    }
    expect(first.headers.get('cache-control')).toBe('no-store');
  });

  test('is told to who has the right, turn about with who has not', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect((await population(token)).data).toEqual({
        commune: { name: 'Agen', population: 32_602, fibreRate: 0.97 },
      });
      expect((await population()).data).toEqual({ commune: { name: 'Agen', population: null, fibreRate: 0.97 } });
    }
  });

  test('by GET too', async () => {
    const response = await fetch(`${world.url}/graphql?query=${encodeURIComponent(QUERY)}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    expect(await response.json()).toMatchObject({ data: { commune: { population: null } } });
  });
});

describe('a supergraph that would not be protected as it says', () => {
  test('is refused in the log, in French, and the one before goes on', async () => {
    const before = world.logLines.length;
    await world.writeSupergraph(reserving('premises:read').replace('requiresScopes/v0.1', 'requiresScopes/v9.0'));
    const refusal = () => world.logLines.slice(before).find((line) => line.includes('supergraph-refused'));
    await until('the refusal of the supergraph', () => Promise.resolve(refusal() !== undefined));
    expect(refusal()).toContain('dans une version que le hub n’applique pas : il n’est pas chargé');
    expect((await population()).data).toEqual({ commune: { name: 'Agen', population: null, fibreRate: 0.97 } });
  });

  test('only the right changes: the new one is asked', async () => {
    await world.writeSupergraph(reserving('a:right-that-nobody-has'));
    await until('the reserved field', async () => (await population(token)).errors.length > 0);
    expect((await population(token)).errors[0]?.message).toContain('« a:right-that-nobody-has »');
  });
});

describe('a gateway that refuses whole operations', () => {
  test('says which field is reserved, and answers nothing', async () => {
    const strict = await openGateway({ rejectsUnauthorised: true });
    await strict.writeSupergraph(reserving('premises:read'));
    await until('the reserved field', async () => (await ask(strict, QUERY)).errors.length > 0);
    const answer = await ask(strict, QUERY);
    expect(answer.data).toBeUndefined();
    expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
    expect((await ask(strict, '{ commune(inseeCode: "47001") { name } }')).errors).toEqual([]);
    await strict.close();
  });
});
