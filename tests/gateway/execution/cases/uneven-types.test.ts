import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}
const typename = (value: Given): string => String(value['__typename']);
const sameKey = ({ id }: Given): Given => ({ id });

const WRONG = 'CollectFields: the fields of a fragment whose type condition applies are part of the answer.';

const CALL = { __typename: 'Call', on: '2025-03-01', by: { name: 'Inès' } };
const VISIT = { __typename: 'Visit', on: '2025-03-08', place: { town: 'Agen' }, next: [CALL], note: 'long' };
const GRANT = { __typename: 'Grant', euros: 900 };
const LOAN = { __typename: 'Loan', euros: 4000, years: 7 };
const SHORT = ({ note }: Given, { words = 9 }: Given): string => String(note).slice(0, words);

describeCases(
  'a union of a shareable field, of which each subgraph knows other members',
  {
    advice: {
      typeDefs: `${FEDERATION} type Query { household: Household }
        type Household @key(fields: "id") { id: ID! file: File @shareable }
        type File @shareable { steps: [Step!]! first: Step }
        union Step = Call | Visit
        type Call @shareable { on: String! by: Adviser }
        type Visit { on: String! place: Place next: [Step!]! note(words: Int): String }
        type Place { town: String! } type Adviser @key(fields: "name") { name: String! }`,
      resolvers: {
        Query: { household: () => ({ id: 'h1' }) },
        Household: { __resolveReference: sameKey, file: () => ({ steps: [CALL, VISIT], first: VISIT }) },
        Step: { __resolveType: typename },
        Visit: { note: SHORT },
      },
    },
    finance: {
      typeDefs: `${FEDERATION} type Query { debtor: Household }
        type Household @key(fields: "id") { id: ID! file: File @shareable loans: File }
        type File @shareable { steps: [Step!]! first: Step }
        union Step = Call | Grant | Loan
        type Call @shareable { on: String! by: Adviser }
        type Grant { euros: Int! } type Loan { euros: Int! years: Int! }
        type Adviser @key(fields: "name") { name: String! phone: String }`,
      resolvers: {
        Query: { debtor: () => ({ id: 'h1' }) },
        Household: {
          __resolveReference: sameKey,
          file: () => ({ steps: [CALL, GRANT], first: GRANT }),
          loans: () => ({ steps: [LOAN], first: LOAN }),
        },
        Step: { __resolveType: typename },
        Adviser: { __resolveReference: ({ name }: Given) => ({ name, phone: '05' }) },
      },
    },
  },
  [
    {
      name: 'a member is asked of the subgraph that gives the field',
      query: `{ household { file { steps { __typename ... on Call { on } ... on Visit { on place { town } } ... on Grant { euros } } } } }`,
      data: {
        household: {
          file: {
            steps: [
              { __typename: 'Call', on: '2025-03-01' },
              { __typename: 'Visit', on: '2025-03-08', place: { town: 'Agen' } },
            ],
          },
        },
      },
      apolloIsWrong: WRONG,
    },
    {
      name: 'the same from the other subgraph, and a field of one subgraph alone',
      query: `{ debtor { file { steps { ... on Grant { euros } ... on Visit { on } } } loans { first { ... on Loan { euros years } ... on Visit { on } } } } }`,
      data: { debtor: { file: { steps: [{}, { euros: 900 }] }, loans: { first: { euros: 4000, years: 7 } } } },
      apolloIsWrong: WRONG,
    },
    {
      name: 'arguments, and the union again below',
      query: `{ household { file { first { ... on Visit { note(words: 2) long: note next { ... on Call { on by { name } } ... on Loan { years } } } } } } }`,
      data: {
        household: {
          file: { first: { note: 'lo', long: 'long', next: [{ on: '2025-03-01', by: { name: 'Inès' } }] } },
        },
      },
      apolloIsWrong: WRONG,
    },
    {
      name: 'a member that the field’s subgraph does not know is no error',
      query: '{ household { file { steps { ... on Grant { euros } } first { __typename ... on Loan { years } } } } }',
      data: { household: { file: { steps: [{}, {}], first: { __typename: 'Visit' } } } },
    },
    {
      name: 'a member that both know goes on to another subgraph',
      query: '{ household { file { steps { ... on Call { by { name phone } } } } } }',
      data: { household: { file: { steps: [{ by: { name: 'Inès', phone: '05' } }, {}] } } },
    },
  ],
);

const HOUSE = { __typename: 'House', id: 'p1', floors: 2, area: 90 };

describeCases(
  'a shared field whose type is narrower in one subgraph',
  {
    stock: {
      typeDefs: `${FEDERATION} type Query { visit: Visited @shareable }
        type Visited @shareable { home: Home homes: [Home!]! best: AnyHome }
        interface Home { id: ID! } union AnyHome = House | Flat
        type House implements Home @key(fields: "id") { id: ID! floors: Int @shareable }
        type Flat implements Home @key(fields: "id") { id: ID! storey: Int }`,
      resolvers: {
        Query: { visit: () => ({ home: HOUSE, homes: [HOUSE], best: HOUSE }) },
        Home: { __resolveType: typename },
        AnyHome: { __resolveType: typename },
      },
    },
    survey: {
      typeDefs: `${FEDERATION} type Query { visit: Visited @shareable surveyed: Visited }
        type Visited @shareable { home: House homes: [House!]! best: House! }
        type House @key(fields: "id") { id: ID! floors: Int @shareable area: Int! }`,
      resolvers: {
        Query: {
          visit: () => ({ home: HOUSE, homes: [HOUSE], best: HOUSE }),
          surveyed: () => ({ home: HOUSE, homes: [HOUSE], best: HOUSE }),
        },
      },
    },
  },
  [
    {
      name: 'a field of the narrower type, from the subgraph that has it',
      query: `{ surveyed { home { __typename id ... on House { area floors } ... on Flat { storey } } homes { ... on House { area } } best { ... on House { floors area } ... on Flat { storey } } } }`,
      data: {
        surveyed: {
          home: { __typename: 'House', id: 'p1', area: 90, floors: 2 },
          homes: [{ area: 90 }],
          best: { floors: 2, area: 90 },
        },
      },
      apolloIsWrong: WRONG,
    },
    {
      name: 'a field of the narrower type of a shared root field',
      query:
        '{ visit { home { ... on House { area } id } best { __typename ... on House { floors } ... on Flat { id } } } }',
      data: { visit: { home: { area: 90, id: 'p1' }, best: { __typename: 'House', floors: 2 } } },
      apolloIsWrong: WRONG,
    },
  ],
);
