import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly id: string;
  readonly [name: string]: unknown;
}
const echo = (given: Given): Given => given;
const PARCELS = [
  { id: '1', area: 10, price: 3, owner: { name: 'Ada', houses: [{ rooms: 2 }, { rooms: 3 }] } },
  { id: '2', area: 20, price: 5, owner: null },
];
const parcel = (id: string) => PARCELS.find((one) => one.id === id);

const REGISTRY = {
  typeDefs: `${FEDERATION}
    type Query { parcels: [Parcel!]! parcel: Parcel }
    type Parcel @key(fields: "id") { id: ID! area: Int! owner: Owner rate(zone: String!): Int! level: Int! @external
      grade: String! @requires(fields: "level") }
    type Owner { name: String! houses: [House!]! }
    type House { rooms: Int! }`,
  resolvers: {
    Query: { parcels: () => PARCELS, parcel: () => PARCELS[0] },
    Parcel: {
      __resolveReference: (given: Given) => ({ ...parcel(given.id), ...given }),
      rate: ({ id }: Given, { zone }: { zone: string }) => Number(id) * (zone === 'A' ? 100 : 7),
      grade: ({ level }: Given) => `g${String(level)}`,
    },
  },
};
const TAXES = {
  typeDefs: `${FEDERATION}
    type Parcel @key(fields: "id") { id: ID! area: Int! @external owner: Owner @external rate(zone: String!): Int! @external
      tax: Int! @requires(fields: "area")
      doubled: Int! @requires(fields: "tripled") tripled: Int! @external
      level: Int! @requires(fields: "area")
      housing: String! @requires(fields: "owner { name houses { rooms } }")
      zoned: Int! @requires(fields: "rate(zone: \\"A\\") area") }
    type Owner @external { name: String! houses: [House!]! }
    type House @external { rooms: Int! }`,
  resolvers: {
    Parcel: {
      __resolveReference: echo,
      tax: ({ area }: { area: number }) => area * 2,
      level: ({ area }: { area: number }) => area + 1,
      doubled: ({ tripled }: { tripled: number }) => tripled * 2,
      housing: ({ owner }: { owner: { name: string; houses: { rooms: number }[] } | null }) =>
        owner === null ? 'none' : `${owner.name}:${owner.houses.map(({ rooms }) => rooms).join('+')}`,
      zoned: ({ rate, area }: { rate: number; area: number }) => rate + area,
    },
  },
};
const DEBTS = {
  typeDefs: `${FEDERATION}
    type Parcel @key(fields: "id") { id: ID! tax: Int! @external
      tripled: Int! @requires(fields: "tax")
      grade: String! @external note: String! @requires(fields: "grade tax") }`,
  resolvers: {
    Parcel: {
      __resolveReference: echo,
      tripled: ({ tax }: { tax: number }) => tax * 3,
      note: ({ grade, tax }: Given) => `${String(grade)}/${String(tax)}`,
    },
  },
};

describeCases('@requires', { registry: REGISTRY, taxes: TAXES, debts: DEBTS }, [
  { name: 'of one field', query: '{ parcels { tax } }', data: { parcels: [{ tax: 20 }, { tax: 40 }] } },
  {
    name: 'a chain through three subgraphs',
    query: '{ parcels { doubled tripled } }',
    data: {
      parcels: [
        { doubled: 120, tripled: 60 },
        { doubled: 240, tripled: 120 },
      ],
    },
  },
  {
    name: 'circular between two subgraphs',
    query: '{ parcels { grade level } parcel { note } }',
    data: {
      parcels: [
        { grade: 'g11', level: 11 },
        { grade: 'g21', level: 21 },
      ],
      parcel: { note: 'g11/20' },
    },
  },
  {
    name: 'of nested objects and lists, one of them null',
    query: '{ parcels { housing } }',
    data: { parcels: [{ housing: 'Ada:2+3' }, { housing: 'none' }] },
  },
  {
    name: 'the client asks the same nested objects otherwise',
    query: '{ parcels { housing owner { name: houses { houses: rooms } } } }',
    data: {
      parcels: [
        { housing: 'Ada:2+3', owner: { name: [{ houses: 2 }, { houses: 3 }] } },
        { housing: 'none', owner: null },
      ],
    },
    apolloIsWrong: 'Field Alias: the response object uses the alias as its key; two response keys never share a value.',
  },
  {
    name: 'aliases that are names of required fields',
    query: '{ parcels { area: tax id: doubled tax: area owner: id } }',
    data: {
      parcels: [
        { area: 20, id: 120, tax: 10, owner: '1' },
        { area: 40, id: 240, tax: 20, owner: '2' },
      ],
    },
    apolloIsWrong: 'Field Alias: the response object uses the alias as its key; two response keys never share a value.',
  },
  { name: 'with an argument', query: '{ parcels { zoned } }', data: { parcels: [{ zoned: 110 }, { zoned: 220 }] } },
  {
    name: 'with an argument, the client asking another',
    query: '{ parcels { rate(zone: "B") zoned a: rate(zone: "A") } }',
    data: {
      parcels: [
        { rate: 7, zoned: 110, a: 100 },
        { rate: 14, zoned: 220, a: 200 },
      ],
    },
    apolloIsWrong: 'Field Alias: fields of other arguments are merged only under other response keys.',
  },
  {
    name: 'with an argument, the client giving another by a variable',
    query: 'query ($zone: String! = "B") { parcels { rate(zone: $zone) zoned } }',
    data: {
      parcels: [
        { rate: 7, zoned: 110 },
        { rate: 14, zoned: 220 },
      ],
    },
    apolloIsWrong: 'Field Alias: fields of other arguments are merged only under other response keys.',
  },
]);
