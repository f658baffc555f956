import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { newKeyText } from '../../../gateway/keys/key-text.ts';
import { revokeKey } from '../../../gateway/keys/key-administration.ts';
import { openGatewayDatabase, type GatewayDatabase } from '../../support/gateway-database.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { TOKEN } from '../../support/identity.ts';
import { comparable, rawClient, request } from '../door/wire.ts';
import { ask, openGateway, type World } from '../world.ts';
import { nextKey, partnerKey } from './partners.ts';

let clock: HeldClock;
let database: GatewayDatabase;
let world: World;
let key: string;
let revoked: string;
let expired: string;
beforeAll(async () => {
  // What the database told at the start stays up to date.
  clock = holdClock();
  database = await openGatewayDatabase();
  const old = await partnerKey(database.client, 'emmaus-connect');
  ({ key } = await nextKey(database.client, 'emmaus-connect'));
  revoked = old.key;
  await revokeKey(database.client, old.id, new Date());
  ({ key: expired } = await partnerKey(database.client, 'maif', { expiresAt: new Date(Date.now() - 1000) }));
  world = await openGateway({ keys: { database: database.url, graceMs: 300_000 } });
});
afterAll(async () => {
  await world.close();
  await database.close();
  clock.release();
});

const NAMES = '{ communes { name } }';
const UNKNOWN = newKeyText();

async function wired(headers: string): Promise<string> {
  const client = rawClient(world.url);
  client.write(request(JSON.stringify({ query: NAMES }), { headers }));
  const answer = await client.answer();
  client.socket.destroy();
  return comparable(answer);
}

/** What the department's subgraph is told of who asks. */
async function toldToSubgraph(headers: Record<string, string>): Promise<{ actor: unknown; names: string[] }> {
  const { data } = await ask(world, '{ whoAsks }', { headers });
  const received = JSON.parse(data?.['whoAsks'] as string) as Record<string, string>;
  const { actor } = decodeJwt(received['authorization']?.replace('Bearer ', '') ?? '');
  return { actor, names: Object.keys(received) };
}

const REFUSED: [string, () => string, string][] = [
  ['an unknown key', () => UNKNOWN, 'KEY_INVALID'],
  ['a key with a typo', () => `${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`, 'KEY_INVALID'],
  ['a key that is not whole', () => key.slice(0, 30), 'KEY_INVALID'],
  ['a key in another case', () => key.toLowerCase(), 'KEY_INVALID'],
  ['the identifier of a key', () => key.slice(0, 17), 'KEY_INVALID'],
  ['an empty key', () => '', 'KEY_INVALID'],
  ['two keys', () => `${key}, ${key}`, 'KEY_INVALID'],
  ['a key after a word', () => `Bearer ${key}`, 'KEY_INVALID'],
  ['a very long key', () => 'd47_live_'.padEnd(7000, 'a'), 'KEY_INVALID'],
  ['a revoked key', () => revoked, 'KEY_REVOKED'],
  ['an expired key', () => expired, 'KEY_EXPIRED'],
];

describe('a partner’s key', () => {
  it('is its partner for the subgraphs, which do not see the key', async () => {
    const { actor, names } = await toldToSubgraph({ 'x-api-key': key });
    expect(actor).toEqual({
      ...{ kind: 'partner', id: 'emmaus-connect', quotaClass: 'standard', documents: 'any', scopes: [] },
    });
    expect(names).not.toContain('x-api-key');
  });

  it('is answered with the same bytes by the door and by the server behind it', async () => {
    const headers = `x-api-key: ${key}\r\n`;
    const answers = [await wired(headers), await wired(headers), await wired(headers)];
    const behind = await wired(`${headers}te: trailers\r\n`);
    expect(behind).toContain('"Agen"');
    expect(answers).toEqual([behind, behind, behind]);
  });

  it('is not read from the address', async () => {
    const query = encodeURIComponent('{ whoAsks }');
    const response = await fetch(`${world.url}/graphql?query=${query}&x-api-key=${key}&api_key=${key}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    const { data } = (await response.json()) as { data: { whoAsks: string } };
    const { authorization = '' } = JSON.parse(data.whoAsks) as Record<string, string>;
    expect(decodeJwt(authorization.replace('Bearer ', ''))).toMatchObject({ actor: { kind: 'anonymous' } });
  });
});

describe.each(REFUSED)('%s', (_what, shown, code) => {
  it.each([
    ['alone', {}],
    ['with a good token', { authorization: `Bearer ${TOKEN}` }],
  ])('%s is refused, never taken for nobody', async (_how, others) => {
    // The operation is known to the door since the first request.
    for (let time = 0; time < 2; time += 1) {
      const { status, headers, text, errors, data } = await ask(world, NAMES, {
        headers: { 'x-api-key': shown(), ...others },
      });
      expect({ status, data, codes: errors.map(({ extensions }) => extensions) }).toEqual({
        status: 401,
        data: undefined,
        codes: [{ code }],
      });
      expect(headers.get('www-authenticate')).toBe('ApiKey realm="declic47"');
      expect(errors[0]?.message).toMatch(/^La clé de l’en-tête « X-API-Key » .+\.$/);
      expect(text.includes(shown().slice(0, 17)) && shown() !== '').toBe(false);
    }
  });
});

it('a key in the place of a token is refused in a sentence that says where it goes', async () => {
  const { status, errors } = await ask(world, NAMES, { headers: { authorization: `Bearer ${key}` } });
  expect([status, errors[0]?.message]).toEqual([
    401,
    'L’en-tête « Authorization » porte une clé de partenaire : mettez-la dans l’en-tête « X-API-Key ».',
  ]);
});

describe('a key with a person’s token', () => {
  it('is the person, for the subgraphs', async () => {
    const alone = await toldToSubgraph({ authorization: `Bearer ${TOKEN}` });
    const both = await toldToSubgraph({ authorization: `Bearer ${TOKEN}`, 'x-api-key': key });
    expect(both.actor).toEqual(alone.actor);
    expect(both.actor).toMatchObject({ kind: 'person' });
  });

  it('is refused when the token is wrong', async () => {
    const headers = { authorization: 'Bearer faux', 'x-api-key': key };
    const { status, errors } = await ask(world, NAMES, { headers });
    expect([status, errors[0]?.extensions['code']]).toEqual([401, 'TOKEN_INVALID']);
  });

  it('is answered with the same bytes by the door and by the server behind it', async () => {
    const headers = `x-api-key: ${key}\r\nauthorization: Bearer ${TOKEN}\r\n`;
    const answers = [await wired(headers), await wired(headers), await wired(headers)];
    const behind = await wired(`${headers}te: trailers\r\n`);
    expect(answers).toEqual([behind, behind, behind]);
    expect(behind).toContain('"person"');
  });
});

describe('the log', () => {
  it('holds no key, whole or in part, nor its digest', () => {
    const log = world.logLines.join('\n');
    expect(log).toContain('"status":401');
    expect(log).not.toContain('d47_live_');
    for (const text of [key, revoked, expired, UNKNOWN]) expect(log).not.toContain(text.slice(9, 20));
  });
});
