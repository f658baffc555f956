import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { internalTokens } from '../../../gateway/identity/internal-tokens.ts';
import { newSigningKeys, openSigningKeys, type SigningKeys } from '../../../gateway/identity/signing-keys.ts';
import { ANONYMOUS } from '../../../platform/actor.ts';
import { ADVISOR } from '../../support/world.ts';
import { keptLogger } from '../../support/leaks/kept.ts';

const log = keptLogger('test');
const folder = mkdtempSync(join(tmpdir(), 'hub-signing-'));
const opened: SigningKeys[] = [];
afterEach(() => {
  for (const keys of opened.splice(0)) keys.close();
});

async function open(source: string): Promise<SigningKeys> {
  const keys = await openSigningKeys({ source, log, watchMs: 10 });
  opened.push(keys);
  return keys;
}

const SECRETS = { lgn: 'a-secret', department: 'another-secret', operators: undefined };

async function tokens(keys?: SigningKeys) {
  const clock = { ms: Date.now() };
  const credentials = internalTokens({
    keys: keys ?? (await open(newSigningKeys())),
    proofSecrets: SECRETS,
    now: () => clock.ms,
  });
  const ask = async (changes: object = {}) => {
    const headers = await credentials({ actor: ADVISOR, subgraph: 'lgn', body: '{}', ...changes });
    const [, token = '', proof = ''] = /^authorization: Bearer (\S+)\r\nhub-proof: (\S+)\r\n$/.exec(headers) ?? [];
    return { token, proof };
  };
  const isAtOnce = () => !(credentials({ actor: ADVISOR, subgraph: 'lgn', body: '{}' }) instanceof Promise);
  return { ask, clock, isAtOnce };
}

describe('the token for a subgraph', () => {
  it('names the gateway, the subgraph, the actor, and lives a minute at most', async () => {
    const { ask } = await tokens();
    const { token } = await ask();
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'hub-internal+jwt' });
    const { iat = 0, exp, ...claims } = decodeJwt(token);
    expect(claims).toEqual({ iss: 'urn:declic47:hub', aud: 'lgn', sub: 'test', actor: ADVISOR });
    expect(exp).toBe(iat + 60);
  });

  it('is signed once for an actor and a subgraph, whatever the bodies, which have each their proof', async () => {
    const { ask, isAtOnce } = await tokens();
    const [one, two, same] = await Promise.all([ask(), ask({ body: '{"a":1}' }), ask()]);
    expect(new Set([one.token, two.token, same.token]).size).toBe(1);
    expect(same.proof).toBe(one.proof);
    expect(two.proof).not.toBe(one.proof);
    expect(isAtOnce()).toBe(true);
  });

  it('is another for another subgraph, and for another actor', async () => {
    const { ask } = await tokens();
    const asked = [await ask(), await ask({ subgraph: 'department' }), await ask({ actor: ANONYMOUS })];
    expect(new Set(asked.map(({ token }) => token)).size).toBe(3);
  });

  it('is renewed at half its life without anybody waiting, and never sent when it is about to end', async () => {
    const { ask, clock, isAtOnce } = await tokens();
    const { token: first } = await ask();
    clock.ms += 29_000;
    expect((await ask()).token).toBe(first);
    clock.ms += 2000;
    expect(isAtOnce()).toBe(true);
    let second = first;
    while (second === first) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      second = (await ask()).token;
    }
    clock.ms += 46_000;
    expect(isAtOnce()).toBe(false);
    expect((await ask()).token).not.toBe(second);
  });

  it('is signed anew when the clock is put back', async () => {
    const { ask, clock } = await tokens();
    const { token } = await ask();
    clock.ms -= 3_600_000;
    expect((await ask()).token).not.toBe(token);
  });

  it('goes with a signature where no secret is shared', async () => {
    const { ask } = await tokens();
    const { proof } = await ask({ subgraph: 'operators' });
    expect(proof).toMatch(/^jws=ey/);
    expect(decodeJwt(proof.slice('jws='.length))).toMatchObject({ aud: 'operators' });
  });
});

describe('the signing keys', () => {
  it('are created where the file is not there, for their owner alone, and kept', async () => {
    const file = join(folder, 'new', 'keys.json');
    const [one, other] = await Promise.all([open(file), open(file)]);
    expect(one.signing().kid).toBe(other.signing().kid);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('"d":');
    expect(JSON.stringify(one.published())).not.toContain('"d":');
  });

  it('change without a restart: the new pair signs at once, the former one is still published', async () => {
    const file = join(folder, 'rotated.json');
    writeFileSync(file, newSigningKeys());
    const keys = await open(file);
    const { ask } = await tokens(keys);
    const former = keys.signing().kid;
    const { token } = await ask();
    const pairs = [newSigningKeys(), readFileSync(file, 'utf8')].flatMap(
      (text) => (JSON.parse(text) as { keys: object[] }).keys,
    );
    writeFileSync(file, JSON.stringify({ keys: pairs }));
    while (keys.signing().kid === former) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(keys.published().keys.map(({ kid }) => kid)).toEqual([keys.signing().kid, former]);
    const next = await ask();
    expect(next.token).not.toBe(token);
    expect(decodeProtectedHeader(next.token).kid).toBe(keys.signing().kid);
  });

  it('stay as they were when their file becomes unreadable', async () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, newSigningKeys());
    const keys = await open(file);
    const { kid } = keys.signing();
    writeFileSync(file, '{');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(keys.signing().kid).toBe(kid);
  });

  it('may be of Ed25519', async () => {
    const key = {
      kty: 'OKP',
      crv: 'Ed25519',
      d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    };
    const keys = await open(JSON.stringify({ keys: [key] }));
    expect(keys.signing().alg).toBe('EdDSA');
    const { ask } = await tokens(keys);
    expect(decodeProtectedHeader((await ask()).token).alg).toBe('EdDSA');
  });

  it.each([
    ['is no JSON', '{'],
    ['holds no key', '{"keys":[]}'],
    ['holds an RSA key', '{"keys":[{"kty":"RSA","n":"x","e":"AQAB"}]}'],
    ['begins with a public key', publicOnly()],
    ['holds a broken key', '{"keys":[{"kty":"EC","crv":"P-256","x":"a","y":"b","d":"c"}]}'],
  ])('are refused at start when the text %s', async (_fault, source) => {
    await expect(open(source)).rejects.toThrow(/^GATEWAY_SIGNING_KEYS .*GATEWAY_SIGNING_KEYS=\//);
  });

  it('are refused at start when the file can be neither read nor created', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(open(join(folder, 'file', 'keys.json'))).rejects.toThrow(/ne peut pas être/);
    await expect(open(folder)).rejects.toThrow(/ne peut pas être lu/);
    rmSync(folder, { recursive: true });
  });
});

function publicOnly(): string {
  return newSigningKeys()
    .replace(/"d":"[^"]*",?/, '')
    .replace(',}', '}');
}
