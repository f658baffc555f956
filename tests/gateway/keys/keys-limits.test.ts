import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKeyText } from '../../../gateway/keys/key-text.ts';
import { openGatewayDatabase, type GatewayDatabase } from '../../support/gateway-database.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { TOKEN, tokenFor } from '../../support/identity.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { asking, faultsOf, send } from '../attacks/attack.ts';
import { openGateway, type World } from '../world.ts';
import { nextKey, partnerKey } from './partners.ts';

const PAGE = 'https://exemple.fr';
const OTHER_PAGE = 'https://autre.example';
const CONFIGURED = 'https://configuree.fr';
const QUESTION = asking('{ communes { name } }');

let clock: HeldClock;
let database: GatewayDatabase;
let world: World;
const keys: Record<string, string> = {};
beforeAll(async () => {
  // What the database told at the start stays up to date.
  clock = holdClock();
  database = await openGatewayDatabase();
  const { client } = database;
  keys['page'] = (await partnerKey(client, 'page', { origins: [PAGE] })).key;
  keys['other page'] = (await partnerKey(client, 'other-page', { origins: [OTHER_PAGE] })).key;
  keys['program'] = (await partnerKey(client, 'program')).key;
  keys['any page'] = (await partnerKey(client, 'any-page', { origins: ['*'], quotaClass: 'large' })).key;
  keys['page again'] = (await nextKey(client, 'page')).key;
  const classes = { standard: 8, large: 20 };
  world = await openGateway({
    keys: { database: database.url, graceMs: 300_000 },
    protection: {
      ...ROOMY_PROTECTION,
      origins: [CONFIGURED],
      quotas: { windowMs: 86_400_000, anonymous: 60, person: 30, classes },
    },
  });
});
afterAll(async () => {
  await world.close();
  await database.close();
  clock.release();
});

async function asked(headers: Record<string, string>) {
  const answer = await send(world.url, { ...QUESTION, headers });
  return { ...answer, code: faultsOf(answer)[0]?.extensions.code ?? null };
}

describe('the pages that may show a key', () => {
  it.each([
    ['page', PAGE, 200, null],
    ['page', OTHER_PAGE, 403, 'ORIGIN_NOT_ALLOWED'],
    ['page', CONFIGURED, 403, 'ORIGIN_NOT_ALLOWED'],
    ['page', `${PAGE}.mechant.example`, 403, 'ORIGIN_NOT_ALLOWED'],
    ['page', 'null', 403, 'ORIGIN_NOT_ALLOWED'],
    ['other page', OTHER_PAGE, 200, null],
    ['other page', PAGE, 403, 'ORIGIN_NOT_ALLOWED'],
    ['program', PAGE, 403, 'ORIGIN_NOT_ALLOWED'],
    ['any page', 'https://nouvelle.example', 200, null],
  ])('the key of « %s » from %s: %d', async (name, origin, status, code) => {
    const answer = await asked({ 'x-api-key': keys[name] ?? '', origin });
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.headers['access-control-allow-origin']).toBe(status === 200 ? origin : undefined);
  });

  it.each(['page', 'program'])('a program that names no page shows the key of « %s »', async (name) => {
    expect((await asked({ 'x-api-key': keys[name] ?? '' })).status).toBe(200);
  });

  it.each([
    ['by the key’s page', PAGE, 200],
    ['by a page of the configuration', CONFIGURED, 403],
  ])('a person comes through a front-end %s: %s, %d', async (_how, origin, status) => {
    const headers = { 'x-api-key': keys['page'] ?? '', authorization: `Bearer ${TOKEN}`, origin };
    expect((await asked(headers)).status).toBe(status);
  });

  it('a preflight lets the pages of every key send it, and no other page', async () => {
    const any = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,x-api-key' };
    const preflight = (origin: string) => send(world.url, { method: 'OPTIONS', headers: { ...any, origin } });
    expect(await preflight(PAGE)).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': PAGE, 'access-control-allow-headers': 'content-type,x-api-key' },
    });
    // A key of « any page » is in force: whose key it is, the preflight does not say.
    expect((await preflight('https://nouvelle.example')).status).toBe(204);
  });

  it('a page reads why its key is refused', async () => {
    const { status, headers, code } = await asked({ 'x-api-key': newKeyText(), origin: PAGE });
    expect([status, code, headers['access-control-allow-origin']]).toEqual([401, 'KEY_INVALID', PAGE]);
  });
});

describe('the quota', () => {
  it('is that of the key’s class, told in the headers', async () => {
    const { headers } = await asked({ 'x-api-key': keys['any page'] ?? '' });
    expect(headers['ratelimit-policy']).toBe('"large";q=20;w=86400');
    expect(headers['ratelimit-limit']).toBe('20');
  });

  it('is one for the two keys of a partner, and not another partner’s', async () => {
    const left = async (name: string): Promise<number | 'none'> => {
      const { status, headers } = await asked({ 'x-api-key': keys[name] ?? '' });
      return status === 429 ? 'none' : Number(headers['ratelimit-remaining']);
    };
    let before: number | 'none' = await left('page');
    for (let time = 0; before !== 'none'; time += 1) {
      const after = await left(time % 2 === 0 ? 'page again' : 'page');
      expect(after).toBe(before === 0 ? 'none' : before - 1);
      before = after;
    }
    expect([await left('page'), await left('page again')]).toEqual(['none', 'none']);
    expect(await left('other page')).not.toBe('none');
    const refused = await asked({ 'x-api-key': keys['page again'] ?? '' });
    expect([refused.status, refused.code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('of a person who comes through a front-end is the person’s own', async () => {
    const token = await tokenFor({ roles: ['advisor'] });
    const headers = { 'x-api-key': keys['page'] ?? '', authorization: `Bearer ${token}` };
    expect((await asked(headers)).headers['ratelimit-policy']).toBe('"person";q=30;w=86400');
  });

  it('of whoever tries keys is that of callers who show none', async () => {
    for (let time = 0; time < 60; time += 1) await asked({ 'x-api-key': newKeyText() });
    const { status, code } = await asked({ 'x-api-key': newKeyText() });
    expect([status, code]).toEqual([429, 'RATE_LIMITED']);
    expect((await asked({ 'x-api-key': keys['any page'] ?? '' })).status).toBe(200);
  });
});
