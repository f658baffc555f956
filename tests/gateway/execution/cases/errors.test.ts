import { GraphQLError } from 'graphql';
import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}
const fail = (): never => {
  throw new GraphQLError('refused', { extensions: { code: 'INVALID_INPUT' } });
};

describeCases(
  'errors of subgraphs at every position',
  {
    main: {
      typeDefs: `${FEDERATION} type Query { one: Item must: Item! list: [Item] strict: [Item!] broken: Item grid: [[Item!]] }
        type Item @key(fields: "id") { id: ID! own: String bad: Int must: Int! inner: Inner } type Inner { bad: Int! item: Item }`,
      resolvers: {
        Query: {
          one: () => ({ id: '1' }),
          must: () => ({ id: '1' }),
          list: () => [{ id: '1' }, { id: '2' }, { id: '3' }],
          strict: () => [{ id: '1' }, { id: '2' }],
          grid: () => [[{ id: '2' }], [{ id: '1' }]],
          broken: fail,
        },
        Item: { own: () => 'o', bad: fail, must: ({ id }: Given) => (id === '2' ? null : 1), inner: () => ({}) },
        Inner: { bad: fail, item: () => ({ id: '1' }) },
      },
    },
    other: {
      typeDefs: `${FEDERATION} type Item @key(fields: "id") { id: ID! far: String farBad: String farMust: String! tags: [Tag] deep: Deep }
        type Tag { name: String! } type Deep { value: Int! }`,
      resolvers: {
        Item: {
          __resolveReference: ({ id }: Given) => (id === '3' ? Promise.resolve().then(fail) : { id }),
          far: ({ id }: Given) => `f${id}`,
          farBad: ({ id }: Given) => (id === '1' ? fail() : `g${id}`),
          farMust: ({ id }: Given) => (id === '2' ? fail() : `h${id}`),
          tags: () => [{ name: 'a' }, { name: null }, null],
          deep: ({ id }: Given) => ({ value: id === '1' ? fail : 5 }),
        },
      },
    },
    down: {
      typeDefs: `${FEDERATION} type Query { away: String } type Item @key(fields: "id") { id: ID! gone: Int goneMust: Int! }`,
      resolvers: {},
      answer: () => Promise.reject(new Error('connection refused')),
    },
  },
  [
    {
      name: 'a root field',
      query: '{ broken { own } one { own } }',
      data: { broken: null, one: { own: 'o' } },
      errorPaths: [['broken']],
    },
    {
      name: 'a field',
      query: '{ one { bad own } }',
      data: { one: { bad: null, own: 'o' } },
      errorPaths: [['one', 'bad']],
    },
    {
      name: 'a field under an alias',
      query: '{ first: one { own: bad } }',
      data: { first: { own: null } },
      errorPaths: [['first', 'own']],
    },
    {
      name: 'a null that goes up',
      query: '{ one { own inner { bad } } }',
      data: { one: { own: 'o', inner: null } },
      errorPaths: [['one', 'inner', 'bad']],
    },
    {
      name: 'a null that goes up to a list',
      query: '{ list { must } strict { must } }',
      data: { list: [{ must: 1 }, null, { must: 1 }], strict: null },
      errorPaths: [
        ['list', 1, 'must'],
        ['strict', 1, 'must'],
      ],
    },
    {
      name: 'a field of an entity',
      query: '{ list { id farBad } }',
      data: {
        list: [
          { id: '1', farBad: null },
          { id: '2', farBad: 'g2' },
          { id: '3', farBad: null },
        ],
      },
      errorPaths: [
        ['list', 0, 'farBad'],
        ['list', 2, 'farBad'],
      ],
      apolloIsWrong: 'Errors: the path is that of the response field which experienced the error.',
    },
    {
      name: 'an entity that may not be without its field',
      query: '{ list { id farMust } strict { farMust } }',
      data: { list: [{ id: '1', farMust: 'h1' }, null, null], strict: null },
      errorPaths: [
        ['list', 1, 'farMust'],
        ['list', 2, 'farMust'],
        ['strict', 1, 'farMust'],
      ],
      apolloIsWrong: 'Errors: the path is that of the response field which experienced the error.',
    },
    {
      name: 'up to the root',
      query: '{ must { inner { bad } must } one { must: farMust } }',
      data: { must: { inner: null, must: 1 }, one: { must: 'h1' } },
      errorPaths: [['must', 'inner', 'bad']],
    },
    {
      name: 'in a list of an entity',
      query: '{ one { tags { name } deep { value } } }',
      data: { one: { tags: [{ name: 'a' }, null, null], deep: null } },
      errorPaths: [
        ['one', 'tags', 1, 'name'],
        ['one', 'deep', 'value'],
      ],
    },
    {
      name: 'a subgraph that is out of reach',
      query: '{ one { gone own } list { gone } away }',
      data: { one: { gone: null, own: 'o' }, list: [{ gone: null }, { gone: null }, { gone: null }], away: null },
      errorPaths: [['one', 'gone'], ['list', 0, 'gone'], ['list', 1, 'gone'], ['list', 2, 'gone'], ['away']],
      apolloIsWrong: 'Errors: an error that is of a field has the path of that field.',
    },
    {
      name: 'and what may not be null below it',
      query: '{ one { own item: goneMust } must { inner { item { goneMust } } } }',
      data: { one: null, must: { inner: { item: null } } },
      errorPaths: [
        ['one', 'item'],
        ['must', 'inner', 'item', 'goneMust'],
      ],
      apolloIsWrong: 'Errors: an error that is of a field has the path of that field.',
    },
  ],
);
