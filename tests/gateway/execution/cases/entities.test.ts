import { describeCases, FEDERATION } from './cases.ts';

const VILLAGES = [
  { code: '47001', name: 'Agen', twin: '47323', roads: [['D1', 'D2'], [], ['D3']] },
  { code: '47323', name: 'Villeneuve', twin: '47001', roads: [['D3']] },
];
const village = (code: string) => VILLAGES.find((one) => one.code === code) ?? null;
const LENGTHS: Record<string, number> = { D1: 12, D2: 7, D3: 30 };

const MAP = {
  typeDefs: `${FEDERATION}
    type Query { village(code: ID!): Village villages: [Village!]! grid: [[Road]] mayor: Person }
    type Village @key(fields: "code") { code: ID! name: String! twin: Village roads: [[Road!]!]! }
    type Road @key(fields: "id") { id: ID! }
    type Person { name: String village: Village }`,
  resolvers: {
    Query: {
      village: (_: unknown, { code }: { code: string }) => village(code),
      villages: () => VILLAGES,
      grid: () => [[{ id: 'D1' }, null], null, [{ id: 'D3' }, { id: 'D1' }]],
      mayor: () => ({ name: 'Ada', village: VILLAGES[1] }),
    },
    Village: {
      __resolveReference: ({ code }: { code: string }) => village(code),
      twin: ({ twin }: { twin: string }) => village(twin),
      roads: ({ roads }: { roads: string[][] }) => roads.map((row) => row.map((id) => ({ id }))),
    },
  },
};
const WORKS = {
  typeDefs: `${FEDERATION}
    type Village @key(fields: "code") { code: ID! budget(year: Int! = 2025): Int! works: [Work!]! }
    type Road @key(fields: "id") { id: ID! length: Int! village: Village! }
    type Work { label: String! road: Road! }`,
  resolvers: {
    Village: {
      budget: ({ code }: { code: string }, { year }: { year: number }) => Number(code) + year,
      works: () => [
        { label: 'chaussée', road: { id: 'D1' } },
        { label: 'pont', road: { id: 'D3' } },
      ],
    },
    Road: {
      length: ({ id }: { id: string }) => LENGTHS[id],
      village: () => ({ code: '47001' }),
    },
  },
};

describeCases('simple entities, lists and nested lists', { map: MAP, works: WORKS }, [
  {
    name: 'an entity takes fields of another subgraph',
    query: '{ village(code: "47001") { name budget } }',
    data: { village: { name: 'Agen', budget: 49026 } },
  },
  {
    name: 'an entity that does not exist',
    query: '{ village(code: "0") { name budget } }',
    data: { village: null },
  },
  {
    name: 'entities of a list, the same one by two ways',
    query: '{ villages { name budget(year: 1) twin { code budget(year: 2) } } }',
    data: {
      villages: [
        { name: 'Agen', budget: 47002, twin: { code: '47323', budget: 47325 } },
        { name: 'Villeneuve', budget: 47324, twin: { code: '47001', budget: 47003 } },
      ],
    },
  },
  {
    name: 'entities of a list of lists',
    query: '{ villages { roads { length } } }',
    data: {
      villages: [{ roads: [[{ length: 12 }, { length: 7 }], [], [{ length: 30 }]] }, { roads: [[{ length: 30 }]] }],
    },
  },
  {
    name: 'nulls at each level of a list of lists',
    query: '{ grid { id length village { name } } }',
    data: {
      grid: [
        [{ id: 'D1', length: 12, village: { name: 'Agen' } }, null],
        null,
        [
          { id: 'D3', length: 30, village: { name: 'Agen' } },
          { id: 'D1', length: 12, village: { name: 'Agen' } },
        ],
      ],
    },
  },
  {
    name: 'back and forth between two subgraphs',
    query: '{ mayor { village { works { label road { length village { name twin { budget(year: 0) } } } } } } }',
    data: {
      mayor: {
        village: {
          works: [
            { label: 'chaussée', road: { length: 12, village: { name: 'Agen', twin: { budget: 47323 } } } },
            { label: 'pont', road: { length: 30, village: { name: 'Agen', twin: { budget: 47323 } } } },
          ],
        },
      },
    },
  },
  {
    name: 'one field several times with other arguments',
    query:
      '{ village(code: "47001") { a: budget(year: 1) b: budget(year: 2) budget code: budget(year: 3) name: code } }',
    data: { village: { a: 47002, b: 47003, budget: 49026, code: 47004, name: '47001' } },
  },
  {
    name: '@include and @skip',
    query: `query ($yes: Boolean!, $no: Boolean!) {
      village(code: "47001") {
        name @skip(if: $yes)
        code @include(if: $yes)
        ... @include(if: $no) { budget }
        twin @include(if: $yes) @skip(if: $no) { budget(year: 0) @skip(if: $yes) name }
      }
      villages @include(if: $no) { name }
    }`,
    variables: { yes: true, no: false },
    data: { village: { code: '47001', twin: { name: 'Villeneuve' } } },
  },
  {
    name: 'everything skipped',
    query: '{ village(code: "47001") { name @skip(if: true) } villages @include(if: false) { name } }',
    data: { village: {} },
  },
  {
    name: '__typename of the root alone',
    query: '{ __typename other: __typename }',
    data: { __typename: 'Query', other: 'Query' },
  },
  {
    name: '__typename under any name',
    query: '{ mayor { code: __typename village { budget: __typename name: __typename } } }',
    data: { mayor: { code: 'Person', village: { budget: 'Village', name: 'Village' } } },
  },
]);
