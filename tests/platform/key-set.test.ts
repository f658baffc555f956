import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { keySourcesOf } from '../../platform/key-sources.ts';
import { KeySetError, openKeySet, type KeySet, type KeySetOptions } from '../../platform/key-set.ts';
import { keptLogger } from '../support/leaks/kept.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-keys-'));
const opened: KeySet[] = [];
afterEach(() => {
  for (const set of opened.splice(0)) set.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function open(text: string, options: Partial<KeySetOptions> = {}): KeySet {
  const log = keptLogger('test');
  const set = openKeySet({ sources: keySourcesOf(text), log, coolDownMs: 0, ...options });
  opened.push(set);
  return set;
}

async function key(kid: string): Promise<JWK> {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
}

const found = (set: KeySet, kid: string) =>
  set.keyFor({ alg: 'ES256', kid }).then(
    () => 'found',
    (error: unknown) => (error instanceof KeySetError ? error.reason : 'another error'),
  );

/** A JWKS page whose content, status and number of requests the test decides. */
async function page() {
  const state = { body: '{"keys":[]}', status: 200, asked: 0, location: '' };
  const server = createServer((_request, response) => {
    state.asked += 1;
    response.writeHead(state.status, state.location === '' ? {} : { location: state.location }).end(state.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  return { state, url, close: () => server.close() };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('keys', () => {
  it('are found in the configuration itself, in files and at addresses together', async () => {
    const served = await page();
    served.state.body = JSON.stringify({ keys: [await key('served')] });
    const file = join(folder, 'keys.json');
    writeFileSync(file, JSON.stringify({ keys: [await key('filed')] }));
    const set = open(`${file} , ${served.url}`);
    expect([await found(set, 'filed'), await found(set, 'served'), await found(set, 'none')]).toEqual([
      'found',
      'found',
      'UNKNOWN_KEY',
    ]);
    served.close();
    const inline = open(JSON.stringify({ keys: [await key('inline')] }));
    expect(await found(inline, 'inline')).toBe('found');
  });

  it('that appear at the source are found without a restart, and those that go are gone', async () => {
    const served = await page();
    const [one, two] = [await key('one'), await key('two')];
    served.state.body = JSON.stringify({ keys: [one] });
    const set = open(served.url, { refreshMs: 20 });
    expect(await found(set, 'one')).toBe('found');
    const version = set.versionOf('one');
    served.state.body = JSON.stringify({ keys: [two] });
    expect(await found(set, 'two')).toBe('found');
    served.state.body = JSON.stringify({ keys: [await key('two')] });
    const before = set.versionOf('two');
    await until(() => set.versionOf('two') !== before);
    expect([version === undefined, set.versionOf('one'), await found(set, 'one')]).toEqual([
      false,
      undefined,
      'UNKNOWN_KEY',
    ]);
    served.close();
  });

  it('are kept while the source cannot be read', async () => {
    const served = await page();
    served.state.body = JSON.stringify({ keys: [await key('one')] });
    const set = open(served.url, { refreshMs: 10 });
    expect(await found(set, 'one')).toBe('found');
    for (const fault of [{ status: 500 }, { body: '<html>' }, { status: 302, location: '/jwks' }]) {
      Object.assign(served.state, fault);
      const { asked } = served.state;
      await until(() => served.state.asked > asked + 1);
      expect(await found(set, 'one')).toBe('found');
    }
    served.close();
    expect(await found(set, 'one')).toBe('found');
  });

  it('that nobody could read yet are unavailable, not unknown', async () => {
    expect(await found(open('http://127.0.0.1:1/jwks'), 'one')).toBe('UNAVAILABLE');
    expect(await found(open(join(folder, 'nowhere.json')), 'one')).toBe('UNAVAILABLE');
    const endless = await page();
    endless.state.body = ' '.repeat(300_000);
    expect(await found(open(endless.url), 'one')).toBe('UNAVAILABLE');
    endless.close();
  });

  it('that are unknown do not make the source be asked again at each token', async () => {
    const served = await page();
    const set = open(served.url, { coolDownMs: 60_000 });
    await Promise.all(['a', 'b', 'c'].map((kid) => found(set, kid)));
    await found(set, 'd');
    expect(served.state.asked).toBe(1);
    served.close();
  });

  it('are public and named: shared secrets and keys without a name are left out', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = [
      { kty: 'oct', k: 'c2VjcmV0', kid: 'secret' },
      { ...(await key('x')), kid: undefined },
      { ...(await exportJWK(privateKey)), kid: 'private' },
    ];
    const set = open(JSON.stringify({ keys }));
    expect([await found(set, 'secret'), await found(set, 'x')]).toEqual(['UNKNOWN_KEY', 'UNKNOWN_KEY']);
    expect((await set.keyFor({ alg: 'ES256', kid: 'private' })).type).toBe('public');
  });
});
