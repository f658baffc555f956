import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requirementSentence } from '../../../platform/access/requirement.ts';
import { readSupergraphSdl } from '../../../gateway/authorisation/stripped.ts';
import type { Subgraph } from '../execution/in-process-subgraph.ts';
import { ANYONE, composed, grants, openProtectedWorld, type ProtectedWorld } from './protected-world.ts';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6",
  import: ["@key", "@requiresScopes", "@interfaceObject"])`;

const SUBGRAPHS: Record<string, Subgraph> = {
  homes: {
    typeDefs: `${FEDERATION} type Query { items: [Item] } interface Item @key(fields: "id") { id: ID! }
      type House implements Item @key(fields: "id") { id: ID! size: Int }
      type Flat implements Item @key(fields: "id") { id: ID! }`,
    resolvers: {
      Query: {
        items: () => [
          { __typename: 'House', id: 'h', size: 3 },
          { __typename: 'Flat', id: 'f' },
        ],
      },
      Item: {
        __resolveType: ({ __typename }: { __typename: string }) => __typename,
        __resolveReference: ({ id }: { id: string }) => ({ __typename: id === 'h' ? 'House' : 'Flat', id }),
      },
    },
  },
  scores: {
    typeDefs: `${FEDERATION} type Item @interfaceObject @key(fields: "id") {
      id: ID! score: Int @requiresScopes(scopes: [["s"]]) open: Int }`,
    resolvers: { Item: { __resolveReference: (item: object) => item, score: () => 7, open: () => 1 } },
  },
};

describe('what an interface object reserves', () => {
  let world: ProtectedWorld;
  beforeAll(async () => {
    world = await openProtectedWorld(SUBGRAPHS);
  });
  afterAll(() => world.close());

  test.each([
    ['on the interface', '{ items { id score open } }'],
    ['on a type that it lends it to', '{ items { id ... on House { score } open } }'],
  ])('is not fetched for who may not have it, %s', async (_where, query) => {
    const answer = await world.ask(ANYONE, query);
    expect(answer.data.items[0]).toEqual({ id: 'h', score: null, open: 1 });
    expect(answer.errors[0]).toMatch(/^items\.0\.score \| UNAUTHORIZED_FIELD_OR_TYPE/);
    expect(answer.fetched.join()).not.toContain('score');
    expect((await world.ask(grants({ scopes: ['s'] }), query)).data.items[0]).toEqual({ id: 'h', score: 7, open: 1 });
  });

  test('is reserved on the types too when the composer did not copy it', () => {
    const sdl = composed(SUBGRAPHS).replaceAll('@join__field @requiresScopes(scopes: [["s"]])', '@join__field');
    const { requirements } = readSupergraphSdl(sdl, new Set());
    expect(requirementSentence(requirements.ofField('House', 'score'))).toBe('le droit « s »');
    expect(requirementSentence(requirements.ofField('House', 'open'))).toBe('');
    expect(requirementSentence(requirements.ofField('House', 'size'))).toBe('');
  });
});
