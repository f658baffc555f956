import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listKeys, revokeKey } from '../../../gateway/keys/key-administration.ts';
import { newKeyText } from '../../../gateway/keys/key-text.ts';
import { parisDate } from '../../../platform/calendar.ts';
import { cutLine } from '../../support/cut-line.ts';
import { openGatewayDatabase, type GatewayDatabase } from '../../support/gateway-database.ts';
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
beforeAll(async () => {
  database = await openGatewayDatabase();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
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

describe('while gateways run', () => {
  it('a new key is accepted, and a revoked one refused, by each of them within two seconds', async () => {
    const worlds = [await gateway(), await gateway()];
    const { key, id } = await partnerKey(database.client, 'running');
    const givenAt = Date.now();
    for (const world of worlds) await until(async () => (await outcome(world, key)) === '200');
    await revokeKey(database.client, id, new Date());
    for (const world of worlds) await until(async () => (await outcome(world, key)) === '401 KEY_REVOKED');
    expect(Date.now() - givenAt).toBeLessThan(4000);
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
    const { key } = await partnerKey(database.client, 'expiring', { expiresAt: new Date(Date.now() + 5000) });
    await until(async () => (await outcome(world, key)) === '200');
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
    expect(await outcome(world, key)).toBe('200');
    await open.pop()?.close();
    const found = (await listKeys(database.client)).find((listed) => listed.id === id);
    expect(found?.lastUsedOn).toBe(parisDate(new Date()));
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
    const world = await gateway(line.url, 2500);
    open.push(line);
    expect(await outcome(world, key)).toBe('200');
    line.cut();
    await revokeKey(database.client, id, new Date());
    expect(await outcome(world, key)).toBe('200');
    await until(async () => (await outcome(world, key)) === '503 KEYS_UNAVAILABLE');
    expect(await outcome(world)).toBe('200');
    line.restore();
    await until(async () => (await outcome(world, key)) === '401 KEY_REVOKED');
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
