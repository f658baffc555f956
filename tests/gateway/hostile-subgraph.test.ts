import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holdClock, type HeldClock } from '../support/held-clock.ts';
import { UNHURRIED_MS } from '../support/unhurried.ts';
import { until } from '../support/until.ts';
import { entities, HOSTILITIES, RATES, type Hostility } from './hostile-behaviours.ts';
import { answer, hostileServer, type Behaviour, type HostileServer } from './transport/hostile.ts';
import { ask, openGateway, type Answer, type World } from './world.ts';

let clock: HeldClock;
let lgn: HostileServer;
let world: World;

beforeAll(async () => {
  clock = holdClock();
  lgn = await hostileServer();
  world = await openGateway({ lgnUrl: lgn.url, circuitBreaker: { failures: 1000, openMs: 1000 } });
});
afterAll(async () => {
  await world.close();
  await lgn.close();
  clock.release();
});

const NAMES = ['Agen', 'Villeneuve-sur-Lot'];
const SENTENCES: Readonly<Record<Hostility['reason'], string>> = {
  TIMEOUT: 'ne répond pas (délai de 60 s dépassé)',
  UNREACHABLE: 'ne répond pas',
  UNREADABLE: 'ne répond pas correctement (réponse illisible)',
  TOO_LARGE: 'ne répond pas correctement (réponse trop volumineuse ; demandez moins de lignes à la fois)',
};
/** Right answers, to the entities and to the root field, which is asked under a name of the gateway's own. */
const good: Behaviour = (socket, request) => {
  const [, key = ''] = /(\w+): ?premises\(/.exec(request) ?? [];
  socket.write(answer(key === '' ? entities(...RATES) : `{"data":{"${key}":"local 1"}}`));
};
let operations = 0;

/** Asks; where LGN never answers, its time passes once it has been asked both its questions. */
async function askedOnce(query: string, isHanging: boolean): Promise<Answer> {
  const before = lgn.requests.length;
  const asked = ask(world, query);
  if (isHanging) {
    await until('two questions at LGN', () => lgn.requests.length === before + 2);
    clock.advance(UNHURRIED_MS);
  }
  return asked;
}

/** One operation, asked as nobody did before, then again: through Apollo Server, then by the direct route. */
async function askedTwice(
  behave: Behaviour,
  { more = '', isHanging = false } = {},
): Promise<{ first: Answer; requests: number }> {
  const query = `query Q${operations++} { communes { name fibreRate copper } ${more} }`;
  lgn.behave(behave);
  const before = lgn.requests.length;
  const first = await askedOnce(query, isHanging);
  const requests = lgn.requests.length - before;
  const repeated = await askedOnce(query, isHanging);
  expect(repeated.text).toBe(first.text);
  expect(repeated.status).toBe(first.status);
  expect(lgn.requests.length - before).toBe(2 * requests);
  lgn.behave(good);
  const healthy = await ask(world, query);
  expect(healthy.errors).toEqual([]);
  expect(healthy.data).toMatchObject({ communes: NAMES.map((name, at) => ({ name, ...RATES[at] })) });
  if (more !== '') expect(healthy.data).toMatchObject({ mine: 'local 1' });
  return { first, requests };
}

describe('an organisation that answers', () => {
  it.each(HOSTILITIES.map((hostility) => [hostility.behaviour, hostility] as const))(
    '%s leaves null its fields alone, each with its error, and the hub as well as before',
    async (_behaviour, { behave, reason, requests: expected = 1 }) => {
      const { first, requests } = await askedTwice(behave, {
        more: 'mine: premises(id: "1")',
        isHanging: reason === 'TIMEOUT',
      });
      expect(first.status).toBe(200);
      const communes = NAMES.map((name) => ({ name, fibreRate: null, copper: null }));
      expect(first.data).toEqual({ communes, mine: null });
      const message = `Lot-et-Garonne Numérique (LGN) ${SENTENCES[reason]}. Les données des autres organisations restent servies ; réessayez dans un instant.`;
      const extensions = { code: 'ORGANISATION_UNAVAILABLE', organisation: 'lgn', reason };
      const paths = [0, 1].flatMap((at) => ['fibreRate', 'copper'].map((field) => ['communes', at, field]));
      expect(first.errors).toEqual([...paths, ['mine']].map((path) => ({ message, path, extensions })));
      expect(requests).toBe(2 * expected);
    },
  );

  it('values of other types has an error for each value', async () => {
    const wrong = entities({ fibreRate: 'much', copper: 'OPEN' }, { fibreRate: 0.5, copper: { a: 1 } });
    const { first, requests } = await askedTwice((socket) => void socket.write(answer(wrong)));
    expect(first.data).toEqual({
      communes: [
        { name: 'Agen', fibreRate: null, copper: 'OPEN' },
        { name: 'Villeneuve-sur-Lot', fibreRate: 0.5, copper: null },
      ],
    });
    expect(first.errors).toEqual([
      {
        message:
          'La valeur reçue pour « communes.0.fibreRate » ne peut pas être servie : elle n’est pas du type Float.',
        path: ['communes', 0, 'fibreRate'],
        extensions: { code: 'INVALID_SUBGRAPH_ANSWER' },
      },
      {
        message: 'La valeur reçue pour « communes.1.copper » ne peut pas être servie : elle n’est pas du type String.',
        path: ['communes', 1, 'copper'],
        extensions: { code: 'INVALID_SUBGRAPH_ANSWER' },
      },
    ]);
    expect(requests).toBe(1);
  });

  it('keys twice and keys of others changes nothing that others own, the last of two values being the value', async () => {
    const twice = `{"data":{"_entities":[{"fibreRate":0.1,"fibreRate":0.2,"copper":"OPEN","name":"Pirate"},{"__proto__":{"name":"Pirate"},"copper":"é","fibreRate":0.5}]}}`;
    const { first } = await askedTwice((socket) => void socket.write(answer(twice)));
    expect(first.errors).toEqual([]);
    expect(first.data).toEqual({
      communes: [
        { name: 'Agen', fibreRate: 0.2, copper: 'OPEN' },
        { name: 'Villeneuve-sur-Lot', fibreRate: 0.5, copper: 'é' },
      ],
    });
  });

  it('errors that point anywhere leaves its data, and says each error once', async () => {
    const errors = [
      { message: 'a', path: ['_entities', 99, 'fibreRate'] },
      { message: 'b', path: ['nowhere'] },
      { message: 'c', path: { length: 3 } },
    ];
    const body = JSON.stringify({ data: { _entities: RATES }, errors });
    const { first } = await askedTwice((socket) => void socket.write(answer(body)));
    expect(first.data).toEqual({ communes: NAMES.map((name, at) => ({ name, ...RATES[at] })) });
    expect(first.errors.map(({ extensions }) => extensions)).toEqual(
      errors.map(() => ({ code: 'INTERNAL_SERVER_ERROR', organisation: 'lgn' })),
    );
  });
});
