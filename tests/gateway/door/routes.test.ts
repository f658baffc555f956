import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOKEN } from '../../support/identity.ts';
import { openGateway, type World } from '../world.ts';
import { comparable, rawClient, request } from './wire.ts';

let world: World;
beforeAll(async () => {
  world = await openGateway();
});
afterAll(() => world.close());

async function asked(wire: string): Promise<string> {
  const client = rawClient(world.url);
  client.write(wire);
  const answer = await client.answer();
  client.socket.destroy();
  return comparable(answer);
}

const COMMUNE = 'query Q($code: ID!) { commune(inseeCode: $code) { name fibreRate } }';
const authorised = `authorization: Bearer ${TOKEN}\r\n`;

/** Bodies and what is special in their headers. */
const BODIES: [string, string, string][] = [
  ['a query', JSON.stringify({ query: '{ communes { name copper } }' }), ''],
  ['a query with variables', JSON.stringify({ query: COMMUNE, variables: { code: '47001' } }), ''],
  ['variables before the query', JSON.stringify({ variables: { code: '47323' }, query: COMMUNE }), ''],
  ['an operation by name', JSON.stringify({ operationName: 'Q', query: COMMUNE, variables: { code: '47001' } }), ''],
  ['a name that is not there', JSON.stringify({ operationName: 'R', query: COMMUNE, variables: { code: '4' } }), ''],
  ['variables that are null', JSON.stringify({ query: '{ communes { name } }', variables: null }), ''],
  ['a variable of the wrong type', JSON.stringify({ query: COMMUNE, variables: { code: [1] } }), ''],
  ['a missing variable', JSON.stringify({ query: COMMUNE }), ''],
  [
    'an accent',
    JSON.stringify({ query: 'mutation M($n: String!) { rename(name: $n) }', variables: { n: 'Nérac « é »' } }),
    authorised,
  ],
  ['quotes and backslashes', JSON.stringify({ query: 'mutation { rename(name: "a\\"b\\\\") }' }), authorised],
  ['an error of a subgraph', JSON.stringify({ query: '{ broken }' }), ''],
  ['a refusal of a subgraph', JSON.stringify({ query: '{ refused communes { name } }' }), ''],
  ['a syntax error', JSON.stringify({ query: '{' }), ''],
  ['an extension', JSON.stringify({ query: '{ communes { name } }', extensions: {} }), ''],
  ['white space', '{ "query" : "{ communes { name } }" }', ''],
  ['a query twice', '{"query":"{ broken }","query":"{ communes { name } }"}', ''],
  ['variables twice', `{"query":${JSON.stringify(COMMUNE)},"variables":{"code":"1"},"variables":{"code":"47001"}}`, ''],
  ['something after the object', '{"query":"{ communes { name } }"}x', ''],
  ['variables that are not JSON', '{"query":"{ communes { name } }","variables":{a}}', ''],
  ['variables that are a list', '{"query":"{ communes { name } }","variables":[]}', ''],
  ['a forbidden key', `{"query":${JSON.stringify(COMMUNE)},"variables":{"__proto__":{},"code":"47001"}}`, ''],
  [
    'an escaped character in a variable',
    `{"query":${JSON.stringify(COMMUNE)},"variables":{"code":"\\u0034\\u0037001"}}`,
    '',
  ],
  [
    'an invalid UTF-8 byte',
    Buffer.from(JSON.stringify({ query: COMMUNE, variables: { code: 'é' } }), 'latin1').toString('latin1'),
    '',
  ],
  ['a wrong token', JSON.stringify({ query: '{ communes { name } }' }), 'authorization: Bearer x\r\n'],
  ['a type with a charset', JSON.stringify({ query: '{ communes { name } }' }), 'accept: application/json\r\n'],
  [
    'another accept',
    JSON.stringify({ query: '{ communes { name } }' }),
    'accept: application/graphql-response+json\r\n',
  ],
];

describe('the door and the server behind it', () => {
  it.each(BODIES)('give the same bytes to %s', async (_what, body, headers) => {
    // Three times: the first makes the operation known.
    const answers = [await asked(request(body, { headers })), await asked(request(body, { headers }))];
    const behind = await asked(request(body, { headers: `${headers}te: trailers\r\n` }));
    expect([...answers, behind]).toEqual([behind, behind, behind]);
  });
});

describe('one connection', () => {
  const known = request('{"query":"{ communes { name } }"}');
  const NAMES = '{"data":{"communes":[{"name":"Agen"},{"name":"Villeneuve-sur-Lot"}]}}\n';

  it('is answered in turn, whoever answers', async () => {
    const client = rawClient(world.url);
    for (const [wire, expected] of [
      [known, NAMES],
      ['GET /health HTTP/1.1\r\nhost: hub\r\n\r\n', '{"status":"ok"}'],
      [known, NAMES],
      [request('{"query":"{ nope }"}'), 'ne correspond pas au schéma'],
      [known, NAMES],
    ] as const) {
      client.write(wire);
      expect(await client.answer()).toContain(expected);
    }
    client.socket.destroy();
  });

  it('may be given several requests at once, answered in their order', async () => {
    const client = rawClient(world.url);
    const health = 'GET /health HTTP/1.1\r\nhost: hub\r\n\r\n';
    client.write([known, health, known, known, health, known].join(''));
    const answers = [];
    for (let time = 0; time < 6; time += 1) answers.push((await client.answer()).split('\r\n\r\n')[1]);
    const ok = '{"status":"ok"}';
    expect(answers).toEqual([NAMES, ok, NAMES, NAMES, ok, NAMES]);
    client.socket.destroy();
  });

  it.each([1, 5, 40, 90])('may bring a request by pieces of %d bytes', async (length) => {
    const client = rawClient(world.url);
    client.socket.setNoDelay(true);
    for (let at = 0; at < known.length; at += length) {
      client.write(known.slice(at, at + length));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(await client.answer()).toContain(NAMES);
    client.write(known);
    expect(await client.answer()).toContain(NAMES);
    client.socket.destroy();
  });

  it('that asks to be closed is', async () => {
    const client = rawClient(world.url);
    client.write(request('{"query":"{ communes { name } }"}', { headers: 'connection: close\r\n' }));
    expect(await client.answer()).toMatch(/^Connection: close\r$/im);
    await client.ended();
  });

  it.each([
    ['two lengths', 'content-length: 33\r\n'],
    ['a length and chunks', 'transfer-encoding: chunked\r\n'],
    ['a header with a bare line feed', 'x: a\nb: c\r\n'],
    ['a header with a space before the colon', 'x : a\r\n'],
    ['a header with a zero byte', 'x: a\u0000b\r\n'],
  ])('that brings %s is refused, and nothing after it is read', async (_what, headers) => {
    const client = rawClient(world.url);
    client.write(request('{"query":"{ communes { name } }"}', { headers }) + known);
    expect(await client.answer().catch(() => 'HTTP/1.1 400 (closed)')).toMatch(/^HTTP\/1\.1 400 /);
    await client.ended();
  });
});
