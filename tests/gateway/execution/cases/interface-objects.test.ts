import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}
const ACCOUNTS = [
  { __typename: 'Admin', id: '1', name: 'Ada', rank: 9 },
  { __typename: 'Reader', id: '2', name: 'Bob', books: 4 },
];
const account = ({ id }: Given) => ACCOUNTS.find((one) => one.id === id) ?? null;

describeCases(
  'interface objects',
  {
    accounts: {
      typeDefs: `${FEDERATION} type Query { accounts: [Account!]! }
        interface Account @key(fields: "id") { id: ID! name: String! }
        type Admin implements Account @key(fields: "id") { id: ID! name: String! rank: Int! }
        type Reader implements Account @key(fields: "id") { id: ID! name: String! books: Int! }`,
      resolvers: {
        Query: { accounts: () => ACCOUNTS },
        Account: { __resolveType: ({ __typename }: Given) => __typename, __resolveReference: account },
        Admin: { __resolveReference: account },
        Reader: { __resolveReference: account },
      },
    },
    logins: {
      typeDefs: `${FEDERATION} type Query { recent: [Account!]! last: Account maybe: [[Account]] }
        type Account @key(fields: "id") @interfaceObject { id: ID! name: String! @external login: String! @requires(fields: "name") seen(unit: String): Int! }`,
      resolvers: {
        Query: {
          recent: () => [{ id: '2' }, { id: '1' }],
          last: () => ({ id: '1' }),
          maybe: () => [[{ id: '2' }, null], null],
        },
        Account: {
          __resolveReference: (given: Given) => given,
          login: ({ name }: Given) => name.toLowerCase(),
          seen: ({ id }: Given, { unit }: Given) => Number(id) * (unit === 'h' ? 1 : 60),
        },
      },
    },
    badges: {
      typeDefs: `${FEDERATION} type Account @key(fields: "id") @interfaceObject { id: ID! badge: String! login: String! @external card: String! @requires(fields: "login") }`,
      resolvers: {
        Account: {
          __resolveReference: (given: Given) => given,
          badge: ({ id }: Given) => `b${id}`,
          card: ({ login }: Given) => `[${login}]`,
        },
      },
    },
  },
  [
    {
      name: 'its own fields alone',
      query: '{ recent { id seen } }',
      data: {
        recent: [
          { id: '2', seen: 120 },
          { id: '1', seen: 60 },
        ],
      },
    },
    {
      name: 'its __typename is the concrete one',
      query: '{ recent { __typename seen(unit: "h") } last { t: __typename } }',
      data: {
        recent: [
          { __typename: 'Reader', seen: 2 },
          { __typename: 'Admin', seen: 1 },
        ],
        last: { t: 'Admin' },
      },
    },
    {
      name: 'fields of the interface from its owner',
      query: '{ recent { name login } accounts { login seen } }',
      data: {
        recent: [
          { name: 'Bob', login: 'bob' },
          { name: 'Ada', login: 'ada' },
        ],
        accounts: [
          { login: 'ada', seen: 60 },
          { login: 'bob', seen: 120 },
        ],
      },
    },
    {
      name: 'fragments on implementations',
      query: '{ recent { ... on Admin { rank } ... on Reader { books seen } } last { ... on Reader { books } } }',
      data: { recent: [{ books: 4, seen: 120 }, { rank: 9 }], last: {} },
    },
    {
      name: 'a field that requires another interface object’s, which requires the interface’s',
      query: '{ recent { card badge ... on Admin { card login rank } } accounts { card } }',
      data: {
        recent: [
          { card: '[bob]', badge: 'b2' },
          { card: '[ada]', badge: 'b1', login: 'ada', rank: 9 },
        ],
        accounts: [{ card: '[ada]' }, { card: '[bob]' }],
      },
      apolloIsWrong: 'ExecuteField: each field is resolved; its planner has no plan.',
    },
    {
      name: 'such a field alone, and below a fragment',
      query: '{ last { card } maybe { ... on Reader { card } } }',
      data: { last: { card: '[ada]' }, maybe: [[{ card: '[bob]' }, null], null] },
      apolloIsWrong: 'ExecuteField: each field is resolved; its planner has no plan.',
    },
    {
      name: 'in lists of lists with nulls',
      query: '{ maybe { name seen __typename } }',
      data: { maybe: [[{ name: 'Bob', seen: 120, __typename: 'Reader' }, null], null] },
    },
    {
      name: 'aliases that are __typename and names of keys',
      query: '{ recent { id: name name: login login: id __typename: seen } }',
      data: {
        recent: [
          { id: 'Bob', name: 'bob', login: '2', __typename: 120 },
          { id: 'Ada', name: 'ada', login: '1', __typename: 60 },
        ],
      },
      apolloIsWrong: 'Field Alias: the response object uses the alias as its key.',
    },
    {
      name: 'aliases that clash with keys',
      query: '{ recent { id: name name: login login: id } }',
      data: {
        recent: [
          { id: 'Bob', name: 'bob', login: '2' },
          { id: 'Ada', name: 'ada', login: '1' },
        ],
      },
    },
  ],
);
