import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}

const LINES = [
  { id: 'l1', insee: 'i1', owner: 'Ada' },
  { id: 'l2', insee: 'i2', owner: 'Bob' },
  { id: 'l3', insee: null, owner: 'Cyd' },
  { id: 'l4', insee: 'lost', owner: 'Dan' },
];

/** a knows ids, b leads from ids to codes (sometimes to none), c is asked by code alone. */
const CHAIN = {
  a: {
    typeDefs: `${FEDERATION} type Query { boxes: [Box!]! strict: [Strict!] } type Box { label: String line: Line }
      type Strict { line: Line! } type Line @key(fields: "id") { id: ID! }`,
    resolvers: {
      Query: {
        boxes: () => [...LINES.map(({ id }) => ({ label: id, line: { id } })), { label: 'none', line: null }],
        strict: () => [{ line: { id: 'l1' } }, { line: { id: 'l3' } }],
      },
    },
  },
  b: {
    typeDefs: `${FEDERATION} type Line @key(fields: "id") @key(fields: "insee") { id: ID! insee: ID }`,
    resolvers: {
      Line: {
        __resolveReference: ({ id, insee }: Given) =>
          LINES.find((line) => line.id === id || (insee !== undefined && line.insee === insee)) ?? null,
      },
    },
  },
  c: {
    typeDefs: `${FEDERATION} type Line @key(fields: "insee") { insee: ID owner: Owner town: String! } type Owner { name: String! }`,
    resolvers: {
      Line: {
        __resolveReference: ({ insee }: Given) => {
          const line = LINES.find((one) => one.insee === insee && insee !== 'lost');
          return line === undefined ? null : { ...line, owner: { name: line.owner }, town: `t-${line.id}` };
        },
      },
    },
  },
};

describeCases('null keys and chains that end in null', CHAIN, [
  {
    name: 'a key that is null, an entity that does not exist',
    query: '{ boxes { label line { owner { name } } } }',
    data: {
      boxes: [
        { label: 'l1', line: { owner: { name: 'Ada' } } },
        { label: 'l2', line: { owner: { name: 'Bob' } } },
        { label: 'l3', line: { owner: null } },
        { label: 'l4', line: { owner: null } },
        { label: 'none', line: null },
      ],
    },
    apolloIsWrong:
      'Federation, @key: a key’s fields identify one entity; null identifies none, so nothing is asked for it.',
  },
]);

const SEEDS = [
  { id: '1', lot: 'a', place: { row: 1, column: 2, shelf: { level: 9 } } },
  { id: '2', lot: 'b', place: { row: 3, column: 4, shelf: { level: 8 } } },
];

describeCases(
  'compound, nested, several and non-resolvable keys',
  {
    list: {
      typeDefs: `${FEDERATION} type Query { shelf: Rack }
        type Rack @key(fields: "id") { id: ID! seeds: [Seed!]! }
        type Seed @key(fields: "id place { column shelf { level } }") @key(fields: "place { row column }", resolvable: false)
          @key(fields: "id", resolvable: false) @key(fields: "lot", resolvable: false) {
          id: ID! lot: ID! place: Place! name: String! @external label: String! @requires(fields: "name") }
        type Place { row: Int! column: Int! shelf: Shelf! } type Shelf { level: Int! }`,
      resolvers: {
        Query: { shelf: () => ({ id: 'r', seeds: SEEDS }) },
        Seed: {
          __resolveReference: (given: Given) => (given['id'] === undefined ? null : given),
          label: ({ name }: Given) => `<${name}>`,
        },
      },
    },
    names: {
      typeDefs: `${FEDERATION}
        type Seed @key(fields: "id") @key(fields: "lot", resolvable: false) @key(fields: "place { row column }", resolvable: false)
          @key(fields: "id place { column shelf { level } }", resolvable: false) {
          id: ID! lot: ID! place: Place! name: String! }
        type Place { row: Int! column: Int! shelf: Shelf! } type Shelf { level: Int! }`,
      resolvers: {
        Seed: {
          __resolveReference: ({ id }: Given) => {
            const seed = SEEDS.find((one) => one.id === id);
            return seed === undefined ? null : { ...seed, name: `n${id}` };
          },
        },
      },
    },
    lots: {
      typeDefs: `${FEDERATION} type Seed @key(fields: "lot") { lot: ID! year: Int! }
        type Place @shareable { row: Int! }`,
      resolvers: { Seed: { __resolveReference: ({ lot }: Given) => ({ lot, year: lot === 'a' ? 2001 : 2002 }) } },
    },
  },
  [
    {
      name: 'a mashup of keys, the way back by the compound one',
      query: '{ shelf { id seeds { id name label year } } }',
      data: {
        shelf: {
          id: 'r',
          seeds: [
            { id: '1', name: 'n1', label: '<n1>', year: 2001 },
            { id: '2', name: 'n2', label: '<n2>', year: 2002 },
          ],
        },
      },
    },
    {
      name: 'aliases that are names of parts of keys',
      query: '{ shelf { seeds { place: name id: label lot: place { column: row row: column } } } }',
      data: {
        shelf: {
          seeds: [
            { place: 'n1', id: '<n1>', lot: { column: 1, row: 2 } },
            { place: 'n2', id: '<n2>', lot: { column: 3, row: 4 } },
          ],
        },
      },
    },
  ],
);

describeCases(
  'types that refer to themselves, and to their parent',
  {
    tree: {
      typeDefs: `${FEDERATION} type Query { root: Branch! } type Branch @key(fields: "id") { id: ID! parent: Branch children: [Branch!]! }`,
      resolvers: {
        Query: { root: () => ({ id: 'r' }) },
        Branch: {
          parent: ({ id }: Given) => (id === 'r' ? null : { id: id.slice(0, -1) }),
          children: ({ id }: Given) => (id.length > 2 ? [] : [{ id: `${id}a` }, { id: `${id}b` }]),
        },
      },
    },
    names: {
      typeDefs: `${FEDERATION} type Branch @key(fields: "id") { id: ID! name: String! closest: Branch }`,
      resolvers: {
        Branch: { name: ({ id }: Given) => `N${id}`, closest: ({ id }: Given) => (id === 'r' ? null : { id: 'r' }) },
      },
    },
  },
  [
    {
      name: 'three levels down and up',
      query: '{ root { name children { name parent { name } children { id closest { name children { name } } } } } }',
      data: {
        root: {
          name: 'Nr',
          children: ['ra', 'rb'].map((id) => ({
            name: `N${id}`,
            parent: { name: 'Nr' },
            children: ['a', 'b'].map((end) => ({
              id: `${id}${end}`,
              closest: { name: 'Nr', children: [{ name: 'Nra' }, { name: 'Nrb' }] },
            })),
          })),
        },
      },
    },
  ],
);
