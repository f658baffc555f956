import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { buildSchema } from 'graphql';
import { pino } from 'pino';
import { mercuriusServer } from '../../platform/serve-mercurius.ts';
import { subgraphServer, type SubgraphServerOptions } from '../../platform/serve.ts';

const schema = buildSchema(`
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }
  type Query {
    commune: Commune
    premises: Premises @cacheControl(maxAge: 0, scope: PRIVATE)
    mine: Commune @cacheControl(maxAge: 60, scope: PRIVATE)
    loose: String
    day: String @cacheControl(maxAge: 86400)
    fault: Commune
  }
  type Mutation { change: Commune @cacheControl(maxAge: 60) }
  type Commune @cacheControl(maxAge: 3600) { code: String area: Area inherited: Area @cacheControl(inheritMaxAge: true) short: String @cacheControl(maxAge: 5) }
  type Area { name: String }
  type Premises { id: String }
`);

const commune = { code: '47001', short: 'x', area: { name: 'x' }, inherited: { name: 'x' } };
for (const field of Object.values(schema.getQueryType()?.getFields() ?? {}))
  field.resolve = () => {
    if (field.name === 'fault') throw new Error('fault');
    return ['loose', 'day'].includes(field.name) ? 'x' : { ...commune, id: 'x' };
  };
const change = schema.getMutationType()?.getFields()['change'];
if (change) change.resolve = () => commune;

type Serve = (options: SubgraphServerOptions<object>) => Promise<FastifyInstance>;

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

describe.each<[string, Serve]>([
  ['Apollo Server', subgraphServer],
  ['Mercurius', mercuriusServer],
])('the Cache-Control of a subgraph served by %s', (_name, serve) => {
  it.each([
    ['a public entity', '{ commune { code } }', 'max-age=3600, public'],
    ['the shortest of two hints', '{ day commune { short } }', 'max-age=5, public'],
    ['an object without a hint', '{ commune { area { name } } }', 'no-store'],
    ['an object that inherits its parent’s', '{ commune { inherited { name } } }', 'max-age=3600, public'],
    ['a root field without a hint', '{ day loose }', 'no-store'],
    ['what needs a scope', '{ day premises { id } }', 'no-store'],
    ['a private answer', '{ day mine { code } }', 'max-age=60, private'],
    ['a fragment', '{ commune { ...F } } fragment F on Commune { short }', 'max-age=5, public'],
    ['an answer with an error', '{ day fault { code } }', 'no-store'],
    ['a mutation', 'mutation { change { code } }', 'no-store'],
  ])('is, for %s, what the hints allow, also once compiled', async (what, query, expected) => {
    if (what === 'a mutation' && serve === subgraphServer) expected = 'max-age=60, public';
    app = await serve({
      schema,
      log: pino({ level: 'silent' }),
      isReady: () => Promise.resolve(),
      contextOf: () => ({}),
    });
    for (let time = 0; time < 3; time += 1) {
      const response = await app.inject({ method: 'POST', url: '/graphql', payload: { query } });
      expect(response.headers['cache-control']).toBe(expected);
    }
  });
});
