import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}
const HEATING: Readonly<Record<string, Given>> = { h1: { id: 'h1', power: 24 }, h2: { id: 'h2', power: 6 } };
const WRONG = 'ExecuteField: a field’s value is that of its resolver, which has what it requires.';

describeCases(
  'a required field that requires another, met where it comes from',
  {
    energy: {
      typeDefs: `${FEDERATION} type Query { boilers: [Boiler!]! } type Boiler @key(fields: "id") { id: ID! power: Int! }`,
      resolvers: {
        Query: { boilers: () => Object.values(HEATING) },
        Boiler: { __resolveReference: ({ id }: Given) => HEATING[id] },
      },
    },
    advice: {
      typeDefs: `${FEDERATION} type Query { old: [Boiler!]! home: Home }
        type Home { boiler: Boiler spare: [Boiler] }
        type Boiler @key(fields: "id") { id: ID! power: Int! @external class: String! @requires(fields: "power") note: String! room: Room }
        type Room { name: String! boiler: Boiler }`,
      resolvers: {
        Query: {
          old: () => [{ id: 'h2' }, { id: 'h1' }],
          home: () => ({ boiler: { id: 'h1' }, spare: [null, { id: 'h2' }] }),
        },
        Boiler: {
          __resolveReference: (given: Given) => given,
          class: ({ power }: Given) => (power === undefined ? 'unknown' : power > 10 ? 'A' : 'G'),
          note: ({ id }: Given) => `note ${id}`,
          room: ({ id }: Given) => ({ name: 'cellar', boiler: { id } }),
        },
      },
    },
    aids: {
      typeDefs: `${FEDERATION} type Boiler @key(fields: "id") { id: ID! class: String! @external grant: Int! @requires(fields: "class") }`,
      resolvers: {
        Boiler: {
          __resolveReference: (given: Given) => given,
          grant: (given: Given) => ({ A: 0, G: 900 })[String(given['class'])] ?? -1,
        },
      },
    },
  },
  [
    {
      name: 'at the root',
      query: '{ old { grant } }',
      data: { old: [{ grant: 900 }, { grant: 0 }] },
      apolloIsWrong: WRONG,
    },
    {
      name: 'with the required fields asked too',
      query: '{ old { note class grant power } }',
      data: {
        old: [
          { note: 'note h2', class: 'G', grant: 900, power: 6 },
          { note: 'note h1', class: 'A', grant: 0, power: 24 },
        ],
      },
      apolloIsWrong: WRONG,
    },
    {
      name: 'below others, with nulls, and again below itself',
      query: '{ home { boiler { grant room { name boiler { grant } } } spare { grant note } } }',
      data: {
        home: {
          boiler: { grant: 0, room: { name: 'cellar', boiler: { grant: 0 } } },
          spare: [null, { grant: 900, note: 'note h2' }],
        },
      },
      apolloIsWrong: WRONG,
    },
    {
      name: 'from another subgraph',
      query: '{ boilers { grant class } }',
      data: {
        boilers: [
          { grant: 0, class: 'A' },
          { grant: 900, class: 'G' },
        ],
      },
    },
  ],
);
