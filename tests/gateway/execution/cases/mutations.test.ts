import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}
let total = 0;
const before = (): void => {
  total = 0;
};

describeCases(
  'mutations',
  {
    counter: {
      typeDefs: `${FEDERATION} type Query { total: Int! }
        type Mutation { add(by: Int!): Int! addTo(entry: Entry!): Account! fail: Int rather: Int! }
        input Entry { name: String!, by: Int = 1, tags: [String!] }
        type Account @key(fields: "name") { name: ID! total: Int! }`,
      resolvers: {
        Query: { total: () => total },
        Mutation: {
          add: async (_: unknown, { by }: Given) => {
            await new Promise((resolve) => setTimeout(resolve, by));
            return (total += by);
          },
          addTo: (_: unknown, { entry }: Given) => ({ name: entry.name, total: (total += entry.by) }),
          fail: () => {
            throw new Error('refused');
          },
          rather: () => null,
        },
        Account: { __resolveReference: ({ name }: Given) => ({ name, total }) },
      },
    },
    multiplier: {
      typeDefs: `${FEDERATION} type Mutation { multiply(by: Int!): Int! }
        type Account @key(fields: "name") { name: ID! total: Int! @external rich: Boolean! @requires(fields: "total") }`,
      resolvers: {
        Mutation: { multiply: (_: unknown, { by }: Given) => (total *= by) },
        Account: { __resolveReference: (given: Given) => given, rich: (given: Given) => given['total'] > 5 },
      },
    },
  },
  [
    {
      name: 'fields of two subgraphs one after the other, in their order',
      query:
        'mutation { five: add(by: 5) ten: multiply(by: 2) twelve: add(by: 2) again: add(by: 2) end: multiply(by: 0) }',
      data: { five: 5, ten: 10, twelve: 12, again: 14, end: 0 },
      before,
    },
    {
      name: 'the same field twice is done twice',
      query:
        'mutation { a: addTo(entry: { name: "x", by: 4 }) { total rich } b: addTo(entry: { name: "x", by: 4 }) { rich total name } }',
      data: { a: { total: 4, rich: false }, b: { rich: true, total: 8, name: 'x' } },
      before,
    },
    {
      name: 'a nullable one that fails does not stop the next',
      query: 'mutation { add(by: 3) fail multiply(by: 3) }',
      data: { add: 3, fail: null, multiply: 9 },
      errorPaths: [['fail']],
      before,
    },
    {
      name: 'skipped ones are not done',
      query: 'mutation { add(by: 3) other: add(by: 40) @skip(if: true) multiply(by: 3) }',
      data: { add: 3, multiply: 9 },
      before,
    },
  ],
);
