import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clearInterval, setInterval } from 'node:timers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listKeys, revokeKey } from '../../../gateway/keys/key-administration.ts';
import { newKeyText } from '../../../gateway/keys/key-text.ts';
import { parisDate } from '../../../platform/calendar.ts';
import { cutLine } from '../../support/cut-line.ts';
import { openGatewayDatabase, type GatewayDatabase } from '../../support/gateway-database.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { TOKEN } from '../../support/identity.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { ask, openGateway, type World } from '../world.ts';
import { nextKey, partnerKey, until } from './partners.ts';

/** With the two usual classes of quota. */
const PROTECTION = {
  ...ROOMY_PROTECTION,
  quotas: { ...ROOMY_PROTECTION.quotas, classes: { standard: 1e9, large: 1e9 } },
};

let database: GatewayDatabase;
const open: { close: () => Promise<unknown> }[] = [];
const clocks: HeldClock[] = [];
beforeAll(async () => {
  database = await openGatewayDatabase();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  for (const clock of clocks.splice(0)) clock.release();
});
afterAll(() => database.close());

async function gateway(source = database.url, graceMs = 300_000): Promise<World> {
  const world = await openGateway({ keys: { database: source, graceMs }, protection: PROTECTION });
  open.push(world);
  return world;
}

/** The status of a question, and the code of its refusal. */
async function outcome(world: World, key?: string, others: Record<string, string> = {}): Promise<string> {
  const headers = { ...others, ...(key === undefined ? {} : { 'x-api-key': key }) };
  const { status, errors } = await ask(world, '{ communes { name } }', { headers });
  return [status, ...errors.map(({ extensions }) => String(extensions['code']))].join(' ');
}

/** A key that expires soon, and was accepted before; one that lives longer where a busy machine has missed its life. */
async function acceptedFor(world: World, lifeMs: number): Promise<{ readonly key: string }> {
  const expiresAt = new Date(Date.now() + lifeMs);
  const { key } = await partnerKey(database.client, `expiring-${lifeMs}`, { expiresAt });
  let seen = '';
  await until(async () => /^200|KEY_EXPIRED/.test((seen = await outcome(world, key))));
  return seen === '200' ? { key } : acceptedFor(world, 3 * lifeMs);
}

describe('while gateways run', () => {
  it('a new key is accepted, and a revoked one refused, by each of them without a restart', async () => {
    const worlds = [await gateway(), await gateway()];
    const { key, id } = await partnerKey(database.client, 'running');
    for (const world of worlds) await until(async () => (await outcome(world, key)) === '200');
    await revokeKey(database.client, id, new Date());
    for (const world of worlds) await until(async () => (await outcome(world, key)) === '401 KEY_REVOKED');
  });

  it('a key that takes over is accepted beside the one before', async () => {
    const { key: first } = await partnerKey(database.client, 'rotating');
    const world = await gateway();
    const { key: second } = await nextKey(database.client, 'rotating');
    await until(async () => (await outcome(world, second)) === '200');
    expect(await outcome(world, first)).toBe('200');
  });

  it('a key is refused from the instant at which it expires, and no one needs to tell', async () => {
    const world = await gateway();
    const { key } = await acceptedFor(world, 2000);
    await until(async () => (await outcome(world, key)) === '401 KEY_EXPIRED');
  });

  it('another quota class of a partner holds at once', async () => {
    const { key } = await partnerKey(database.client, 'growing');
    const world = await gateway();
    await database.client.query(`UPDATE partner SET quota_class = 'large' WHERE id = 'growing'`);
    const policy = async () => (await ask(world, '{ __typename }', { headers: { 'x-api-key': key } })).headers;
    await until(async () => (await policy()).get('ratelimit-policy')?.startsWith('"large"') === true);
  });

  it('the day of its last use is written down, and only the day', async () => {
    const { key, id } = await partnerKey(database.client, 'used');
    const world = await gateway();
    const day = parisDate(new Date());
    expect(await outcome(world, key)).toBe('200');
    await open.pop()?.close();
    const found = (await listKeys(database.client)).find((listed) => listed.id === id);
    expect([day, parisDate(new Date())]).toContain(found?.lastUsedOn);
  });
});

describe('while the database does not answer', () => {
  it('known keys go on, others cannot be verified, and everyone else is served; then all is as before', async () => {
    const { key } = await partnerKey(database.client, 'surviving');
    const line = await cutLine(database.url);
    const world = await gateway(line.url);
    open.push(line);
    line.cut();
    await until(() => world.logLines.some((text) => text.includes('keys-unavailable')));
    const { key: later } = await partnerKey(database.client, 'arriving');
    await until(async () => (await outcome(world, later)) === '503 KEYS_UNAVAILABLE');
    expect(await outcome(world, key)).toBe('200');
    expect(await outcome(world)).toBe('200');
    expect(await outcome(world, undefined, { authorization: `Bearer ${TOKEN}` })).toBe('200');
    expect(await outcome(world, 'faux')).toBe('401 KEY_INVALID');
    line.restore();
    await until(async () => (await outcome(world, later)) === '200');
    expect(world.logLines.join('')).toContain('keys-back');
    expect(world.logLines.join('')).not.toContain(new URL(line.url).port);
  });

  it('known keys are no longer accepted after the grace', async () => {
    const { key, id } = await partnerKey(database.client, 'too-late');
    const line = await cutLine(database.url);
    const clock = holdClock();
    const graceMs = 300_000;
    const world = await gateway(line.url, graceMs);
    open.push(line);
    clocks.push(clock);
    expect(await outcome(world, key)).toBe('200');
    line.cut();
    await revokeKey(database.client, id, new Date());
    clock.advance(graceMs - 1);
    expect(await outcome(world, key)).toBe('200');
    clock.advance(2);
    expect(await outcome(world, key)).toBe('503 KEYS_UNAVAILABLE');
    expect(await outcome(world)).toBe('200');
    line.restore();
    // The next look, and those after it where a busy machine was not ready for that one.
    const looking = setInterval(() => clock.advance(1000), 3000);
    clock.advance(1000);
    await until(async () => (await outcome(world, key)) === '401 KEY_REVOKED');
    clearInterval(looking);
  });

  it('a gateway starts, and takes keys once the file that names the database is there', async () => {
    const { key } = await partnerKey(database.client, 'early');
    const folder = await mkdtemp(path.join(tmpdir(), 'hub-keys-'));
    const file = path.join(folder, 'gateway-database-url');
    const world = await gateway(file);
    expect([await outcome(world, key), await outcome(world)]).toEqual(['503 KEYS_UNAVAILABLE', '200']);
    await writeFile(file, `${database.url}\n`);
    await until(async () => (await outcome(world, key)) === '200');
    await rm(folder, { recursive: true });
  });

  it('a gateway without a database verifies no key', async () => {
    const world = await openGateway();
    open.push(world);
    expect(await outcome(world, newKeyText())).toBe('503 KEYS_UNAVAILABLE');
    expect(await outcome(world)).toBe('200');
  });
});
