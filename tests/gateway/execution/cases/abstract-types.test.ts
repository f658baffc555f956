import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}
const typename = (value: Given): string => String(value['__typename']);

const THINGS = [
  { __typename: 'Desk', id: 'd1', label: 'bureau', width: 120, size: 3 },
  { __typename: 'Lamp', id: 'l1', label: 'lampe', power: 40, size: 'XL' },
  { __typename: 'Rug', id: 'r1', label: 'tapis' },
];

const thing = ({ id }: Given) => THINGS.find((one) => one.id === id) ?? null;

const STOCK = {
  typeDefs: `${FEDERATION}
    type Query { things: [Thing!]! anything: [Any] named: Named lamp: Lamp best: Thing @shareable }
    interface Named { label: String }
    interface Thing implements Named { id: ID! label: String close: [Thing!]! }
    type Desk implements Thing & Named @key(fields: "id") { id: ID! label: String width: Int close: [Thing!]! size: Int }
    type Lamp implements Thing & Named @key(fields: "id") { id: ID! label: String power(unit: String): Int close: [Thing!]! size: String }
    type Rug implements Thing & Named @key(fields: "id") { id: ID! label: String close: [Thing!]! }
    union Any = Desk | Lamp | Note
    type Note { text: String! label: Int }`,
  resolvers: {
    Query: {
      things: () => THINGS,
      anything: () => [THINGS[0], null, { __typename: 'Note', text: 'mot', label: 7 }, THINGS[1]],
      named: () => THINGS[1],
      lamp: () => THINGS[1],
      best: () => THINGS[0],
    },
    Thing: { __resolveType: typename },
    Named: { __resolveType: typename },
    Any: { __resolveType: typename },
    Desk: { __resolveReference: thing, close: () => [THINGS[1]] },
    Lamp: { __resolveReference: thing, close: () => [THINGS[0], THINGS[2]] },
    Rug: { __resolveReference: thing, close: () => [] },
  },
};
const PRICES = {
  typeDefs: `${FEDERATION}
    type Query { cheap: [Priced!]! best: Thing @shareable }
    interface Priced { id: ID! price: Int! }
    interface Thing { id: ID! }
    type Desk implements Priced & Thing @key(fields: "id") { id: ID! price: Int! width: Int @external area: Int @requires(fields: "width") }
    type Lamp implements Priced & Thing @key(fields: "id") { id: ID! price: Int! watts: Int }
    type Rug implements Thing @key(fields: "id") { id: ID! price: String! }`,
  resolvers: {
    Query: { cheap: () => [{ __typename: 'Lamp', id: 'l1' }], best: () => ({ __typename: 'Desk', id: 'd1' }) },
    Priced: { __resolveType: typename },
    Thing: { __resolveType: typename },
    Desk: { __resolveReference: (given: Given) => given, price: () => 200, area: ({ width }: Given) => width * width },
    Lamp: { price: () => 30, watts: () => 12 },
    Rug: { price: () => 'on demand' },
  },
};

describeCases('interfaces and unions across subgraphs', { stock: STOCK, prices: PRICES }, [
  {
    name: 'fields of an interface and of one implementation',
    query: '{ things { label ... on Desk { width } ... on Lamp { power } } }',
    data: { things: [{ label: 'bureau', width: 120 }, { label: 'lampe', power: 40 }, { label: 'tapis' }] },
  },
  {
    name: 'fields of another subgraph on some implementations',
    query: '{ things { __typename ... on Desk { price area } ... on Lamp { watts } } }',
    data: {
      things: [
        { __typename: 'Desk', price: 200, area: 14400 },
        { __typename: 'Lamp', watts: 12 },
        { __typename: 'Rug' },
      ],
    },
  },
  {
    name: 'one response name with scalars of other types is refused',
    query: '{ things { ... on Desk { size price } ... on Lamp { size: label price } } }',
    data: null,
    errorPaths: [undefined],
  },
  {
    name: 'one response name for fields of other names',
    query: '{ things { ... on Desk { value: width } ... on Lamp { value: watts } ... on Rug { other: price } } }',
    data: { things: [{ value: 120 }, { value: 12 }, { other: 'on demand' }] },
  },
  {
    name: 'an interface that only the other subgraph knows',
    query:
      '{ things { ... on Priced { price } id } cheap { price ... on Thing { label } ... on Named { other: label } } }',
    data: {
      things: [{ price: 200, id: 'd1' }, { price: 30, id: 'l1' }, { id: 'r1' }],
      cheap: [{ price: 30, label: 'lampe', other: 'lampe' }],
    },
  },
  {
    name: 'a union with a null, and one response name of other shapes',
    query:
      '{ anything { __typename ... on Note { text n: label } ... on Thing { label } ... on Lamp { label watts } } }',
    data: {
      anything: [
        { __typename: 'Desk', label: 'bureau' },
        null,
        { __typename: 'Note', text: 'mot', n: 7 },
        { __typename: 'Lamp', label: 'lampe', watts: 12 },
      ],
    },
  },
  {
    name: 'fragments nested in fragments, that narrow and widen',
    query: `{ named { ... on Thing { ... on Lamp { ... on Named { ... on Priced { price } label } } ... on Desk { width } } } }`,
    data: { named: { price: 30, label: 'lampe' } },
  },
  {
    name: 'a fragment that can never apply',
    query:
      '{ things { ... on Priced { ... on Lamp { ... on Thing { ... on Priced { watts: price } } } } } lamp { ... on Thing { id } } }',
    data: { things: [{}, { watts: 30 }, {}], lamp: { id: 'l1' } },
  },
  {
    name: 'lists of interfaces in lists of interfaces',
    query: '{ things { close { label close { ... on Desk { area } __typename } } } }',
    data: {
      things: [
        { close: [{ label: 'lampe', close: [{ area: 14400, __typename: 'Desk' }, { __typename: 'Rug' }] }] },
        {
          close: [
            { label: 'bureau', close: [{ __typename: 'Lamp' }] },
            { label: 'tapis', close: [] },
          ],
        },
        { close: [] },
      ],
    },
  },
  {
    name: 'a shared root field of an interface',
    query: '{ best { id label ... on Desk { price width } } }',
    data: { best: { id: 'd1', label: 'bureau', price: 200, width: 120 } },
  },
  {
    name: 'conditions on fragments of abstract types',
    query: `query ($no: Boolean! = false) { things { ... on Desk @skip(if: $no) { width } ... on Lamp @include(if: $no) { watts } ... @skip(if: $no) { id } } }`,
    data: { things: [{ width: 120, id: 'd1' }, { id: 'l1' }, { id: 'r1' }] },
  },
]);

describeCases(
  'unions of which each subgraph knows other members',
  {
    films: {
      typeDefs: `${FEDERATION} type Query { media: Media @shareable viewer: Viewer @shareable }
        union Media = Film | Book
        type Film { title: String! @shareable } type Book { title: String! @shareable }
        type Viewer @shareable { media: Media film: Media @shareable }`,
      resolvers: {
        Query: {
          media: () => ({ __typename: 'Book', title: 'Germinal' }),
          viewer: () => ({
            media: { __typename: 'Book', title: 'Germinal' },
            film: { __typename: 'Film', title: 'Mépris' },
          }),
        },
        Media: { __resolveType: typename },
      },
    },
    songs: {
      typeDefs: `${FEDERATION} type Query { media: Media @shareable viewer: Viewer @shareable song: Media }
        union Media = Song | Book
        type Song { title: String! @shareable } type Book { title: String! @shareable }
        type Viewer @shareable { media: Media song: Media @shareable }`,
      resolvers: {
        Query: {
          media: () => ({ __typename: 'Book', title: 'Germinal' }),
          song: () => ({ __typename: 'Song', title: 'Ida' }),
          viewer: () => ({
            media: { __typename: 'Book', title: 'Germinal' },
            song: { __typename: 'Song', title: 'Ida' },
          }),
        },
        Media: { __resolveType: typename },
      },
    },
  },
  [
    { name: 'a member that is not the one', query: '{ media { ... on Film { title } } }', data: { media: {} } },
    {
      name: 'a member that both know',
      query:
        '{ media { ... on Book { title } ... on Film { title } } song { ... on Song { title } ... on Film { title } } }',
      data: { media: { title: 'Germinal' }, song: { title: 'Ida' } },
    },
    {
      name: 'members of several subgraphs under a shared type',
      query:
        '{ viewer { media { __typename ... on Song { title } ... on Book { title } } song { ... on Song { title } } film { __typename ... on Film { title } } } }',
      data: {
        viewer: {
          media: { __typename: 'Book', title: 'Germinal' },
          song: { title: 'Ida' },
          film: { __typename: 'Film', title: 'Mépris' },
        },
      },
    },
  ],
);
