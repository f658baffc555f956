import type { Subgraph } from '../execution/in-process-subgraph.ts';
import { PROTECTED } from './protected-world.ts';

const HOUSE = { __typename: 'House', id: 'h', note: 'calm', size: 3 };
const FLAT = { __typename: 'Flat', id: 'f', note: 'noisy', floor: 2 };
const FILE = { __typename: 'File', id: 'd', text: 'private', author: 'Ida' };
const typename = ({ __typename }: { readonly __typename: string }): string => __typename;

/** Homes of one subgraph, and what is near them of another; something is reserved at every place where it can be. */
export const HOMES: Record<string, Subgraph> = {
  homes: {
    typeDefs: `${PROTECTED}
      type Query {
        house: House items: [Item!]! found: [Found] file: File sure: Sure! maybe: Sure level: Level code: Code
        either: Int @requiresScopes(scopes: [["a", "b"], ["c"]]) mine: Int @policy(policies: [["own-organisation"]])
        logged: Int @authenticated secret: Secret @requiresScopes(scopes: [["a"]])
      }
      type Mutation { open: Int rename: Int @requiresScopes(scopes: [["a"]]) }
      interface Item { id: ID! note: String }
      type House implements Item @key(fields: "id") { id: ID! note: String @requiresScopes(scopes: [["a"]]) size: Int }
      type Flat implements Item { id: ID! note: String floor: Int }
      type File @authenticated { id: ID! text: String author: String! }
      union Found = House | File
      type Sure { must: Int! @requiresScopes(scopes: [["a"]]) may: Int }
      type Secret { text: String deep: Secret }
      enum Level @authenticated { LOW } scalar Code @requiresScopes(scopes: [["c"]])`,
    resolvers: {
      Query: {
        house: () => HOUSE,
        items: () => [HOUSE, FLAT],
        found: () => [HOUSE, FILE, null],
        file: () => FILE,
        sure: () => ({ must: 1, may: 2 }),
        maybe: () => ({ must: 1, may: 2 }),
        level: () => 'LOW',
        code: () => '007',
        either: () => 1,
        mine: () => 1,
        logged: () => 1,
        secret: () => ({ text: 'x', deep: { text: 'y' } }),
      },
      Mutation: { open: () => 1, rename: () => 2 },
      Item: { __resolveType: typename },
      Found: { __resolveType: typename },
      House: { __resolveReference: () => HOUSE },
    },
  },
  places: {
    typeDefs: `${PROTECTED}
      type House @key(fields: "id") { id: ID! size: Int @external note: String @external
        near: Int @requires(fields: "size") judged: Int @requires(fields: "note") @requiresScopes(scopes: [["a"]])
        visits: [Visit!] @requiresScopes(scopes: [["b"]]) name: String }
      type Visit { on: String }`,
    resolvers: {
      House: {
        near: ({ size }: { size: number }) => size * 10,
        judged: () => 5,
        visits: () => [{ on: 'lundi' }],
        name: () => 'La Passerelle',
      },
    },
  },
};
