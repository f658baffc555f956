import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { comparable, rawClient, request } from '../door/wire.ts';
import { ask, openGateway, type World } from '../world.ts';

const MAXIMUM = 500;

let world: World;
beforeAll(async () => {
  world = await openGateway({
    protection: { ...ROOMY_PROTECTION, limits: { ...ROOMY_PROTECTION.limits, cost: MAXIMUM } },
  });
});
afterAll(() => world.close());

const QUERY =
  'query Q($all: Boolean!) { communes { name neighbours { name neighbours @include(if: $all) { name } } } }';

async function asked(all: boolean, headers = ''): Promise<string> {
  const client = rawClient(world.url);
  client.write(request(JSON.stringify({ query: QUERY, variables: { all } }), { headers }));
  const answer = await client.answer();
  client.socket.destroy();
  return comparable(answer);
}

describe('an operation that costs too much with its variables', () => {
  it('is refused in the same bytes however often it is asked, by whichever route, and with others it is answered', async () => {
    const first = await asked(true);
    expect(first).toMatch(/^HTTP\/1\.1 400 /);
    expect(first).toContain('"code":"OPERATION_TOO_COSTLY"');
    for (const headers of ['', '', 'te: trailers\r\n']) {
      expect(await asked(false, headers)).toMatch(/^HTTP\/1\.1 200 /);
      expect(await asked(true, headers)).toBe(first);
    }
  });

  it('is told its cost, the maximum and what to do', async () => {
    const { errors } = await ask(world, QUERY, { variables: { all: true } });
    expect(errors[0]?.message).toBe(
      'La requête a un coût estimé à 1 110 ; le maximum est 500. Demandez moins d’éléments à la fois (« first »), ou découpez-la.'.replaceAll(
        /(?<=\d) (?=\d)/g,
        '\u202f',
      ),
    );
    expect(errors[0]?.extensions).toEqual({
      code: 'OPERATION_TOO_COSTLY',
      limit: 'cost',
      value: 1110,
      maximum: MAXIMUM,
    });
  });
});

describe('what an operation is estimated to cost', () => {
  const costOf = async (headers: Record<string, string>) => {
    const { text } = await ask(world, QUERY, { variables: { all: false }, headers });
    return (JSON.parse(text) as { extensions?: unknown }).extensions;
  };

  it('is in the answer of a request that asks for it, the first and the next', async () => {
    const cost = { cost: { estimated: 110, maximum: MAXIMUM } };
    expect([await costOf({ 'hub-cost': '1' }), await costOf({ 'hub-cost': '1' })]).toEqual([cost, cost]);
  });

  it.each([{}, { 'hub-cost': '0' }])('is in no other answer', async (headers) => {
    expect(await costOf(headers)).toBeUndefined();
  });
});
