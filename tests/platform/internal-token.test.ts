import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import type { Credentials } from '../../gateway/identity/internal-tokens.ts';
import { ANONYMOUS, type Actor } from '../../platform/actor.ts';
import { proofKey } from '../../platform/internal-token/proof.ts';
import { mercuriusServer } from '../../platform/serve-mercurius.ts';
import { subgraphServer, type SubgraphServerOptions } from '../../platform/serve.ts';
import { PROOF_SECRET, testCallers, testCredentials, vouchedHeaders } from '../support/internal-token.ts';
import { ADVISOR } from '../support/world.ts';
import { BODY, forged, inSeconds, PUBLIC_KEY, STRANGER, unsigned } from './forged-tokens.ts';
import { keptLogger } from '../support/leaks/kept.ts';

interface Context {
  readonly actor: Actor;
}

const who = {
  type: GraphQLString,
  resolve: (_source: unknown, _args: unknown, { actor }: Context) => JSON.stringify(actor),
};
const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, Context>({ name: 'Query', fields: { who } }),
});
const log = keptLogger('test');

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

type Serve = (options: SubgraphServerOptions<Context>) => Promise<FastifyInstance>;
const SERVERS: [string, Serve][] = [
  ['Apollo Server', subgraphServer],
  ['Mercurius', mercuriusServer],
];

async function started(serve: Serve, callers = testCallers('lgn')): Promise<string> {
  const contextOf = (actor: Actor) => ({ actor });
  app = await serve({ schema, log, callers: await callers, isReady: () => Promise.resolve(), contextOf });
  return app.listen({ host: '127.0.0.1', port: 0 });
}

async function sent(url: string, headers: Record<string, string>, body = BODY) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const answer = (await response.json()) as { data?: { who: string } | null; errors?: any[] };
  return { status: response.status, code: answer.errors?.[0]?.extensions.code, ...answer };
}

let shared: Credentials;
beforeAll(async () => {
  shared = await testCredentials();
});

const vouched = (actor: Actor, credentials = shared) =>
  vouchedHeaders(credentials, { actor, subgraph: 'lgn', body: BODY });

describe.each(SERVERS)('a subgraph served by %s', (_name, serve) => {
  it.each<[string, Actor]>([
    ['an anonymous caller', ANONYMOUS],
    ['a person, with its roles and scopes', ADVISOR],
    [
      'a partner',
      { kind: 'partner', id: 'maif', quotaClass: 'standard', documents: 'any', scopes: ['indicators:read'] },
    ],
  ])('is told by the gateway of %s, by a shared secret or by a signature', async (_who, actor) => {
    const url = await started(serve);
    const signed = await testCredentials('');
    for (const credentials of [shared, signed, shared, signed]) {
      const { status, data } = await sent(url, await vouched(actor, credentials));
      expect({ status, actor: JSON.parse(data?.who ?? 'null') }).toEqual({ status: 200, actor });
    }
  });

  it.each([
    ['a query', BODY],
    ['the SDL', '{"query":"{ _service { sdl } }"}'],
    ['introspection', '{"query":"{ __schema { types { name } } }"}'],
    ['a mutation', '{"query":"mutation { x }"}'],
    ['a body that is not JSON', '{'],
  ])('called directly, without a token, answers 401 to %s', async (_what, body) => {
    const url = await started(serve);
    await sent(url, await vouched(ANONYMOUS));
    expect(await sent(url, {}, body)).toMatchObject({ status: 401, code: 'INTERNAL_TOKEN_REQUIRED' });
  });

  it('answers its health checks to anyone', async () => {
    const url = await started(serve);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
  });

  it.each<[string, () => Promise<Record<string, string>>]>([
    ['made for another subgraph', () => forged({ aud: 'operators' })],
    ['expired', () => forged({ iat: inSeconds(-100), exp: inSeconds(-40) })],
    ['of the future', () => forged({ iat: inSeconds(40), exp: inSeconds(100) })],
    ['of a longer life than a minute', () => forged({ exp: inSeconds(3600) })],
    ['without an end', () => forged({ exp: undefined as never })],
    ['without an actor', () => forged({ actor: { kind: 'root' } })],
    ['of another kind of text', () => forged({}, { header: { typ: 'JWT' } })],
    ['signed by a stranger', () => forged({}, { by: STRANGER })],
    ['signed by a stranger who says so', () => forged({}, { by: STRANGER, header: { kid: STRANGER.kid } })],
    ['without the name of its key', () => forged({}, { header: { kid: undefined } })],
    ['signed with the public key as a secret', () => forged({}, { header: { alg: 'HS256' }, by: PUBLIC_KEY })],
    ['unsigned', () => unsigned()],
    ['that is no token', () => Promise.resolve({ authorization: 'Bearer abc' })],
    ['of another scheme', () => Promise.resolve({ authorization: 'Basic abc' })],
    ['too long', () => Promise.resolve({ authorization: `Bearer ${'a'.repeat(9000)}` })],
  ])('answers 401 to a token %s', async (_fault, headers) => {
    const url = await started(serve);
    expect(await sent(url, await headers())).toMatchObject({ status: 401, code: 'INTERNAL_TOKEN_INVALID' });
  });

  it('takes a token that only the difference of the clocks makes expired or future', async () => {
    const url = await started(serve, testCallers('lgn', { clockSkewSeconds: 30 }));
    expect(await sent(url, await forged({ iat: inSeconds(-80), exp: inSeconds(-20) }))).toMatchObject({ status: 200 });
    expect(await sent(url, await forged({ iat: inSeconds(20), exp: inSeconds(80) }))).toMatchObject({ status: 200 });
  });

  it('answers 401 to another body than the one that was vouched for', async () => {
    const url = await started(serve);
    const other = '{"query":"{  who }"}';
    for (const credentials of [shared, await testCredentials('')]) {
      const headers = await vouched(ADVISOR, credentials);
      expect(await sent(url, headers, other)).toMatchObject({ status: 401, code: 'INTERNAL_PROOF_INVALID' });
      expect(await sent(url, headers)).toMatchObject({ status: 200 });
    }
  });

  it.each<[string, (proof: string) => string | undefined]>([
    ['no proof', () => undefined],
    ['a proof of no known kind', (proof) => proof.slice('hmac-sha256='.length)],
    ['a proof by another secret', () => `hmac-sha256=${proofKey('another secret').proofOf('token', BODY)}`],
    ['a proof cut short', (proof) => proof.slice(0, -1)],
    ['a token in the place of the proof', () => 'jws=a.b.c'],
  ])('answers 401 to a good token with %s', async (_what, changed) => {
    const url = await started(serve);
    const { 'hub-proof': proof = '', ...headers } = await vouched(ADVISOR);
    const other = changed(proof);
    const answer = await sent(url, { ...headers, ...(other === undefined ? {} : { 'hub-proof': other }) });
    expect(answer).toMatchObject({ status: 401, code: 'INTERNAL_PROOF_INVALID' });
  });

  it('does not take one caller’s proof with another caller’s token', async () => {
    const url = await started(serve);
    const advisor = await vouched(ADVISOR);
    const anonymous = await vouched(ANONYMOUS);
    const headers = { authorization: advisor['authorization'] ?? '', 'hub-proof': anonymous['hub-proof'] ?? '' };
    expect(await sent(url, headers)).toMatchObject({ status: 401, code: 'INTERNAL_PROOF_INVALID' });
  });

  it('does not answer a question that is not in the body', async () => {
    const url = await started(serve);
    const headers = await vouchedHeaders(shared, { actor: ADVISOR, subgraph: 'lgn', body: '' });
    const get = await fetch(`${url}/graphql?query={who}`, { headers });
    const empty = await fetch(`${url}/graphql?query={who}`, { method: 'POST', headers });
    const text = await fetch(`${url}/graphql?query={who}`, {
      method: 'POST',
      headers: { ...(await vouched(ADVISOR)), 'content-type': 'text/plain' },
      body: BODY,
    });
    expect([get.status, empty.status, text.status]).toEqual([404, 400, 401]);
  });
});

describe('the proof by a shared secret', () => {
  it.each([
    ['of text', '{"query":"{ é }"}'],
    ['of bytes', Buffer.from('{"query":"{ é }"}')],
  ])('%s is the HMAC that any language computes', (_kind, body) => {
    const key = createHash('sha384').update(PROOF_SECRET).digest('base64url');
    const expected = createHmac('sha256', key).update('digest.').update(body).digest('base64url');
    expect(proofKey(PROOF_SECRET).proofOf('digest', body)).toBe(expected);
  });
});
