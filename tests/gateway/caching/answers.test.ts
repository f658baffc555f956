import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOKEN } from '../../support/identity.ts';
import { openCachingWorld, type CachingWorld } from './world.ts';

let world: CachingWorld;
beforeAll(async () => {
  world = await openCachingWorld();
});
afterAll(() => world.close());

describe('the Cache-Control of an answer, by Apollo Server the first time and by the direct route the second', () => {
  it.each<[string, string, string, Record<string, string>?]>([
    ['is its subgraph’s', '{ communes { name } }', 'max-age=3600, public'],
    ['is the minimum of its subgraphs’', '{ communes { name fibre } }', 'max-age=300, public'],
    ['is no-store when a part may not be kept', '{ communes { name } visits }', 'no-store'],
    ['is no-store when a part of an entity may not be kept', '{ communes { name count } }', 'no-store'],
    ['is no-store when there are errors', '{ communes { name broken } }', 'no-store'],
    ['is no-store when a root field fails', '{ fails { name } }', 'no-store'],
    ['is no-store when no subgraph took part', '{ __typename }', 'no-store'],
    ['is no-store to a known caller', '{ communes { name } }', 'no-store', { authorization: `Bearer ${TOKEN}` }],
    ['is no-store after a mutation', 'mutation { rename(inseeCode: "47001", name: "Agen") { name } }', 'no-store'],
    ['is no-store for an invalid operation', '{ nope }', 'no-store'],
  ])('%s', async (_behaviour, query, expected, headers = {}) => {
    const first = await world.ask(query, { headers });
    const second = await world.ask(query, { headers });
    expect(first.cacheControl).toBe(expected);
    expect(second).toEqual(first);
  });

  it('is told to a GET too', async () => {
    const headers = { 'apollo-require-preflight': 'true' };
    const response = await fetch(`${world.url}/graphql?query=${encodeURIComponent('{ communes { name } }')}`, {
      headers,
    });
    expect(response.headers.get('cache-control')).toBe('max-age=3600, public');
  });

  it('is no-store for a request that is refused before GraphQL', async () => {
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect([response.status, response.headers.get('cache-control')]).toEqual([400, 'no-store']);
  });
});
