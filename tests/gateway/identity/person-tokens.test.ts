import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { declaredIssuers, type IssuerDeclaration } from '../../../gateway/identity/issuers.ts';
import { openPersonTokens, type PersonTokens } from '../../../gateway/identity/person-tokens.ts';
import { keptLogger } from '../../support/leaks/kept.ts';

const ISSUER = 'https://sso.exemple.fr/realms/declic47';
const AUDIENCE = 'declic47-hub';
const log = keptLogger('test');

interface Pair {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function pair(alg: string, kid: string): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg } };
}

/** The identity provider's page of keys. */
const page = { keys: [] as JWK[], asked: 0 };
let server: Server;
let url: string;
let rsa: Pair;
let ec: Pair;
let ed: Pair;
let stranger: Pair;
beforeAll(async () => {
  [rsa, ec, ed, stranger] = await Promise.all([
    pair('RS256', 'rsa'),
    pair('ES256', 'ec'),
    pair('EdDSA', 'ed'),
    pair('RS256', 'stranger'),
  ]);
  server = createServer((_request, response) => {
    page.asked += 1;
    response.end(JSON.stringify({ keys: page.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/certs`;
});
afterAll(() => {
  server.close();
});

const opened: PersonTokens[] = [];
afterEach(() => {
  for (const tokens of opened.splice(0)) tokens.close();
});

function open(changes: Partial<IssuerDeclaration> = {}, now: () => number = Date.now): PersonTokens {
  page.keys = [rsa.jwk, ec.jwk, ed.jwk];
  const other: IssuerDeclaration = { issuer: 'https://autre.exemple.fr', audience: AUDIENCE, jwks: url };
  const issuers = declaredIssuers([{ issuer: ISSUER, audience: AUDIENCE, jwks: url, ...changes }, other]);
  const tokens = openPersonTokens({ issuers, clockSkewSeconds: 5, log, keysRefreshMs: 20, now });
  opened.push(tokens);
  return tokens;
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

function sign(claims: object = {}, { by = rsa, header = {} }: { by?: Pair; header?: object } = {}): Promise<string> {
  const good = { iss: ISSUER, aud: AUDIENCE, sub: 'alice', iat: nowSeconds(), exp: nowSeconds() + 300 };
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: by.jwk.alg ?? '', kid: by.jwk.kid ?? '', ...header })
    .sign(by.privateKey);
}

async function refusal(token: string, tokens = open()): Promise<unknown> {
  return tokens.verify(token).then(
    () => 'accepted',
    (error: unknown) => (error as { extensions: { code: string } }).extensions.code,
  );
}

function rewritten(token: string, header: object, claims: object = {}): string {
  const [, payload = '', signature = ''] = token.split('.');
  const changed = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), ...claims };
  const text = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${text(header)}.${text(changed)}.${signature}`;
}

describe('a good token', () => {
  it.each([
    ['RS256', () => rsa],
    ['ES256', () => ec],
    ['EdDSA', () => ed],
  ])('of %s is taken, of several issuers at once', async (_alg, by) => {
    const tokens = open();
    expect(await tokens.verify(await sign({}, { by: by() }))).toMatchObject({ kind: 'person' });
    const other = await tokens.verify(await sign({ iss: 'https://autre.exemple.fr' }, { by: by() }));
    expect(other.id).not.toBe((await tokens.verify(await sign())).id);
  });

  it('is verified once in its life, and known at once from then on', async () => {
    const token = await sign();
    const clock = { ms: (decodeJwt(token).iat ?? 0) * 1000 };
    const tokens = open({}, () => clock.ms);
    expect(tokens.known(token)).toBeUndefined();
    const person = await tokens.verify(token);
    expect(tokens.known(token)).toBe(person);
    clock.ms += 304_000;
    expect(tokens.known(token)).toBe(person);
    clock.ms += 2000;
    expect(tokens.known(token)).toBeUndefined();
    expect(await refusal(token, tokens)).toBe('TOKEN_EXPIRED');
  });

  it('ends when its key is withdrawn, and a new key is taken without a restart', async () => {
    const tokens = open();
    const token = await sign();
    await tokens.verify(token);
    page.keys = [ec.jwk];
    while (tokens.known(token) !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await refusal(token, tokens)).toBe('TOKEN_INVALID');
    page.keys = [ec.jwk, stranger.jwk];
    const rotated = await sign({}, { by: stranger });
    while ((await refusal(rotated, tokens)) !== 'accepted') await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

describe('a token', () => {
  it.each<[string, string, () => Promise<string> | string]>([
    ['expired', 'TOKEN_EXPIRED', () => sign({ exp: nowSeconds() - 10 })],
    ['without an end', 'TOKEN_INVALID', () => sign({ exp: undefined })],
    ['without a subject', 'TOKEN_INVALID', () => sign({ sub: undefined })],
    ['not yet valid', 'TOKEN_NOT_YET_VALID', () => sign({ nbf: nowSeconds() + 60 })],
    ['for another audience', 'TOKEN_FOREIGN', () => sign({ aud: 'autre-service' })],
    ['without audience', 'TOKEN_FOREIGN', () => sign({ aud: undefined })],
    ['of an unknown issuer', 'TOKEN_FOREIGN', () => sign({ iss: 'https://pirate.exemple.fr' })],
    ['without issuer', 'TOKEN_FOREIGN', () => sign({ iss: undefined })],
    ['signed by a stranger', 'TOKEN_INVALID', () => sign({}, { by: stranger })],
    [
      'signed by a stranger under a known name',
      'TOKEN_INVALID',
      () => sign({}, { by: stranger, header: { kid: 'rsa' } }),
    ],
    ['that does not name its key', 'TOKEN_INVALID', () => sign({}, { header: { kid: undefined } })],
    [
      'whose claims were changed',
      'TOKEN_INVALID',
      async () => rewritten(await sign(), { alg: 'RS256', kid: 'rsa' }, { sub: 'bob' }),
    ],
    [
      'unsigned',
      'TOKEN_INVALID',
      async () => rewritten(await sign(), { alg: 'none', kid: 'rsa' }).replace(/[^.]*$/, ''),
    ],
    ['signed by HS256 with the public key', 'TOKEN_INVALID', () => signedWithPublicKey()],
    ['of PS256', 'TOKEN_INVALID', async () => rewritten(await sign(), { alg: 'PS256', kid: 'rsa' })],
    ['of another key’s algorithm', 'TOKEN_INVALID', async () => rewritten(await sign(), { alg: 'ES256', kid: 'rsa' })],
    [
      'that says where its key is',
      'TOKEN_INVALID',
      () => sign({}, { by: stranger, header: { jwk: stranger.jwk, jku: url } }),
    ],
    [
      'with a critical extension',
      'TOKEN_INVALID',
      async () => rewritten(await sign(), { alg: 'RS256', kid: 'rsa', crit: ['x'], x: 1 }),
    ],
    ['that is too long', 'TOKEN_INVALID', () => sign({ roles: Array.from({ length: 2000 }, () => 'advisor') })],
    ['that is none', 'TOKEN_INVALID', () => 'abc'],
    ['of three empty parts', 'TOKEN_INVALID', () => '..'],
  ])('%s is refused with %s', async (_fault, code, token) => {
    expect(await refusal(await token())).toBe(code);
  });

  it('is not taken for invalid while the keys cannot be read', async () => {
    expect(await refusal(await sign(), open({ jwks: 'http://127.0.0.1:1/certs' }))).toBe('IDENTITY_UNAVAILABLE');
  });
});

async function signedWithPublicKey(): Promise<string> {
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'alice', exp: nowSeconds() + 300 };
  const secret = Buffer.from(JSON.stringify(rsa.jwk));
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'rsa' }).sign(secret);
}
