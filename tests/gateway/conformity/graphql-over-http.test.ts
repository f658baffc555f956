import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { openGateway, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await openGateway();
});
afterAll(() => world.close());

const audits = serverAudits({
  url: () => `${world.url}/graphql`,
  // A client that no form can imitate, or its GET would be refused (CSRF); as Apollo's own clients do.
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('apollo-require-preflight', 'true');
    return fetch(url, { ...init, headers });
  },
});

describe('« GraphQL over HTTP », audited by graphql-http', () => {
  it('is the whole audit', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => [`${audit.id} ${audit.name}`, audit] as const))('%s', async (_, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : result).toBe('ok');
  });
});
