import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { cacheControlOf } from '../../platform/cache-policy.ts';

const typeDefs = parse(`
  enum CacheControlScope { PUBLIC PRIVATE }
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  interface Named @cacheControl(maxAge: 60) { name: String }
  type Town implements Named @key(fields: "code") @cacheControl(maxAge: 100, scope: PUBLIC) { code: ID name: String count: Int @cacheControl(maxAge: 30) point: Point secret: Secret mine: Point @cacheControl(scope: PRIVATE, inheritMaxAge: true) }
  type House implements Named @key(fields: "id") { id: ID name: String town: Town }
  type Point @cacheControl(inheritMaxAge: true) { x: Int }
  type Secret { x: Int }
  type Query { town: Town named: Named house: House short: Town @cacheControl(maxAge: 5) plain: Int kept: Int @cacheControl(maxAge: 9) point: Point fails: Int @cacheControl(maxAge: 9) }
  type Mutation { change: Town }
`);
const town = {
  __typename: 'Town',
  code: '1',
  name: 'Agen',
  count: 2,
  point: { x: 1 },
  mine: { x: 1 },
  secret: { x: 1 },
};
const schema = buildSubgraphSchema({
  typeDefs,
  resolvers: {
    Query: {
      town: () => town,
      named: () => town,
      house: () => ({ town }),
      short: () => town,
      kept: () => 1,
      plain: () => 1,
      point: () => ({ x: 1 }),
      fails: () => {
        throw new Error('no');
      },
    },
    Mutation: { change: () => town },
    Town: { __resolveReference: () => ({ ...town }) },
    House: { __resolveReference: () => ({ id: '1' }) },
  },
});
const ENTITIES = 'query ($representations: [_Any!]!) { _entities(representations: $representations)';

async function byApollo(query: string, variables: Record<string, unknown>) {
  const apollo = new ApolloServer({ schema });
  const { http, body } = await apollo.executeOperation({ query, variables });
  const hasErrors = body.kind !== 'single' || body.singleResult.errors !== undefined;
  return { header: http.headers.get('cache-control') ?? 'no-store', hasErrors };
}

it.each<[string, string, Record<string, unknown>?]>([
  ['{ town { name } }', 'max-age=100, public'],
  ['{ town { name count } }', 'max-age=30, public'],
  ['{ town { point { x } } }', 'max-age=100, public'],
  ['{ town { mine { x } } }', 'max-age=100, private'],
  ['{ town { secret { x } } }', 'no-store'],
  ['{ short { name } }', 'max-age=5, public'],
  ['{ named { name } }', 'max-age=60, public'],
  ['{ named { name ... on Town { count } } }', 'max-age=30, public'],
  ['{ house { town { name } } }', 'no-store'],
  ['{ plain }', 'no-store'],
  ['{ kept }', 'max-age=9, public'],
  ['{ kept fails }', 'no-store'],
  ['{ point { x } }', 'no-store'],
  ['mutation { change { name } }', 'no-store'],
  ['{ __typename }', 'no-store'],
  ['{ __schema { queryType { name } } }', 'no-store'],
  [`${ENTITIES} { ... on Town { name } } }`, 'max-age=100, public', { representations: [{ __typename: 'Town' }] }],
  [`${ENTITIES} { ... on Town { name } } }`, 'no-store', { representations: [{ __typename: 'House' }] }],
  [
    `${ENTITIES} { ... on Town { name } ... on House { name } } }`,
    'no-store',
    { representations: [{ __typename: 'House' }] },
  ],
])('%s is answered with %s, as Apollo does', async (query, expected, variables = {}) => {
  const apollo = await byApollo(query, variables);
  const answered = { document: parse(query), variables, hasErrors: apollo.hasErrors };
  expect(cacheControlOf(schema, answered)).toBe(expected);
  if (!query.startsWith('mutation')) expect(apollo.header).toBe(expected);
});

describe('what only some callers may see', () => {
  const reserved = buildSchema(`
    directive @cacheControl(maxAge: Int, scope: CacheControlScope) on FIELD_DEFINITION | OBJECT
    directive @authenticated on FIELD_DEFINITION | OBJECT | SCALAR
    directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT
    directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION | OBJECT
    enum CacheControlScope { PUBLIC PRIVATE }
    scalar Secret @authenticated
    type Town @cacheControl(maxAge: 100, scope: PUBLIC) {
      name: String
      households: Int @requiresScopes(scopes: [["premises:read"]])
      contact: String @authenticated
      budget: Int @policy(policies: [["staff"]])
      secret: Secret
    }
    type Visit @cacheControl(maxAge: 100, scope: PUBLIC) @authenticated { day: String }
    type Query { town: Town visit: Visit }
  `);

  it.each([
    '{ town { households } }',
    '{ town { contact } }',
    '{ town { budget } }',
    '{ town { secret } }',
    '{ visit { day } }',
  ])('%s is never kept, whatever the hints say', (query) => {
    const answered = { document: parse(query), variables: {}, hasErrors: false };
    expect(cacheControlOf(reserved, answered)).toBe('no-store');
  });

  it('beside it, what anyone may see is kept', () => {
    const answered = { document: parse('{ town { name } }'), variables: {}, hasErrors: false };
    expect(cacheControlOf(reserved, answered)).toBe('max-age=100, public');
  });
});
