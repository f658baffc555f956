import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOKEN } from '../support/identity.ts';
import { ask, nextSupergraph, openGateway, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openGateway();
});
afterAll(() => world.close());

/** Every header that a subgraph receives. */
const RECEIVED = ['accept', 'authorization', 'content-length', 'content-type', 'host', 'hub-proof', 'x-request-id'];

type Faults = { errors: { message: string; extensions: { code: string } }[] };

describe('who asks', () => {
  it('a wrong token is refused with 401 and a French sentence, never taken for anonymous', async () => {
    const answer = await ask(world, '{ __typename }', { headers: { authorization: 'Bearer mauvais' } });
    expect(answer.status).toBe(401);
    expect(answer.data).toBeUndefined();
    expect(answer.errors[0]?.extensions).toEqual({ code: 'TOKEN_INVALID' });
    expect(answer.errors[0]?.message).toContain('Le jeton présenté n’est pas reconnu');
  });

  it.each([
    ['a person', { authorization: `Bearer ${TOKEN}` }],
    ['nobody in particular', {}],
  ])('nothing that %s sends reaches a subgraph: it is told who asks by a token of the gateway', async (_who, own) => {
    const forged = { 'hub-proof': 'hmac-sha256=x', 'hub-organisation': 'lgn', cookie: 'a=1', 'x-other': 'y' };
    const answer = await ask(world, '{ whoAsks }', { headers: { ...own, ...forged } });
    const received = JSON.parse(String(answer.data?.['whoAsks'])) as Record<string, string>;
    expect(received['authorization']).toMatch(/^Bearer ey/);
    expect(received['authorization']).not.toContain(TOKEN);
    expect(received['hub-proof']).toMatch(/^hmac-sha256=[\w-]{43}$/);
    expect(received['x-request-id']).toBe(answer.headers.get('x-request-id'));
    expect(Object.keys(received).sort()).toEqual(RECEIVED);
  });

  it('the keys that verify such a token are published, without their private part', async () => {
    const response = await fetch(`${world.url}/.well-known/jwks.json`);
    expect(response.headers.get('content-type')).toMatch(/^application\/jwk-set\+json/);
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    expect(keys).toEqual([expect.objectContaining({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' })]);
    expect(keys[0]).not.toHaveProperty('d');
  });
});

describe('requests that are refused', () => {
  it.each<[string, string, RequestInit, number, RegExp]>([
    ['a mutation by GET', `?query=${encodeURIComponent('mutation{rename(name:"a")}')}`, preflighted(), 405, /par POST/],
    ['a simple form post (CSRF)', '', post('text/plain', '{"query":"{__typename}"}'), 400, /CSRF/],
    ['a GET that any page could send (CSRF)', '?query={__typename}', {}, 400, /CSRF/],
    ['a method other than GET and POST', '', { method: 'DELETE' }, 405, /La méthode DELETE n’est pas acceptée/],
    ['a body that is not JSON', '', post('application/json', '{'), 400, /n’est pas du JSON/],
    ['a body with a prototype', '', post('application/json', '{"__proto__":{}}'), 400, /« __proto__ »/],
    ['an empty body', '', post('application/json', ''), 400, /Le corps de la demande est vide/],
    ['a body without query', '', post('application/json', '{"variables":{}}'), 400, /pas de requête GraphQL/],
    ['a batch', '', post('application/json', '[{"query":"{__typename}"}]'), 400, /Une seule opération par demande/],
    ['a syntax error', '', post('application/json', '{"query":"{"}'), 400, /n’est pas du GraphQL bien formé/],
    ['an unknown field', '', post('application/json', '{"query":"{ nope }"}'), 400, /ne correspond pas au schéma/],
    ['a body over the limit', '', post('application/json', `{"query":"${'x'.repeat(21_000)}"}`), 413, /volumineuse/],
  ])('%s gets a French sentence', async (_request, search, init, status, sentence) => {
    const response = await fetch(`${world.url}/graphql${search}`, init);
    const { errors } = (await response.json()) as Faults;
    expect({ status: response.status, message: errors[0]?.message }).toEqual({
      status,
      message: expect.stringMatching(sentence),
    });
  });

  it('an unknown page gets a French 404', async () => {
    const response = await fetch(`${world.url}/nulle-part`);
    expect(response.status).toBe(404);
    expect(((await response.json()) as Faults).errors[0]?.message).toContain('Cette page n’existe pas');
  });

  it('a query by GET is served to a caller that no form can imitate', async () => {
    const response = await fetch(`${world.url}/graphql?query={__typename}`, preflighted());
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('what is logged', () => {
  it('neither variables nor tokens', async () => {
    const variables = { code: '12 rue des Lilas' };
    const headers = { authorization: `Bearer ${TOKEN}` };
    await ask(world, 'query Q($code: ID!) { commune(inseeCode: $code) { name } }', { variables, headers });
    await fetch(`${world.url}/graphql?query={__typename}&variables={"a":"rue des Lilas"}`, preflighted());
    const log = world.logLines.join('');
    expect(log).toContain('"route":"/graphql"');
    expect(log).not.toMatch(new RegExp(`Lilas|${TOKEN}`));
  });
});

describe('a new supergraph file', () => {
  it('is served without dropping a request, and a faulty one is refused', async () => {
    const test = { isOver: false };
    const asking = (async () => {
      const answers = [];
      while (!test.isOver) answers.push(await ask(world, '{ communes { name fibreRate } }'));
      return answers;
    })();
    await world.writeSupergraph('this is not a supergraph');
    await logged('supergraph-refused');
    await world.writeSupergraph(nextSupergraph());
    await logged('supergraph-swapped');
    const swapped = await ask(world, '{ __type(name: "Query") { fields { name } } }');
    test.isOver = true;
    const answers = await asking;
    expect(JSON.stringify(swapped.data)).toContain('"news"');
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  });
});

async function logged(event: string): Promise<void> {
  while (!world.logLines.some((line) => line.includes(event))) await new Promise((resolve) => setTimeout(resolve, 10));
}

function post(type: string, body: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': type }, body };
}

function preflighted(): RequestInit {
  return { headers: { 'apollo-require-preflight': 'true' } };
}
