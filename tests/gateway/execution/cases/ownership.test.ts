import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}
const never = (): never => {
  throw new Error('This field is not to be asked here.');
};

describeCases(
  '@provides, @shareable and @override',
  {
    shop: {
      typeDefs: `${FEDERATION}
        type Query { featured: Book @provides(fields: "title author { name }") books: [Book!]! same: Same! root: String @shareable }
        type Book @key(fields: "id") { id: ID! title: String @external author: Author price: Int! }
        type Author @key(fields: "id") { id: ID! name: String @external }
        type Same @shareable { one: Int two: Int }`,
      resolvers: {
        Query: {
          featured: () => ({ id: '1', title: 'provided', author: { id: 'a', name: 'provided' } }),
          books: () => [
            { id: '1', author: { id: 'a' } },
            { id: '2', author: null },
          ],
          same: () => ({ one: 1, two: 2 }),
          root: () => 'r',
        },
        Book: { __resolveReference: ({ id }: Given) => ({ id, author: { id: 'a' } }), price: () => 5 },
      },
    },
    library: {
      typeDefs: `${FEDERATION}
        type Query { lent: Loan! root: String @shareable }
        type Book @key(fields: "id") { id: ID! title: String price: Int! @override(from: "shop") pages: Int }
        type Author @key(fields: "id") { id: ID! name: String }
        type Same @shareable { one: Int two: Int }
        type Loan { same: Same! three: Int }`,
      resolvers: {
        Query: { lent: () => ({ same: { one: 1, two: 2 }, three: 3 }), root: () => 'r' },
        Book: { title: ({ id }: Given) => `T${id}`, price: ({ id }: Given) => Number(id) * 10, pages: () => 100 },
        Author: { name: ({ id }: Given) => `A${id}` },
      },
    },
  },
  [
    {
      name: 'what is provided is taken where it is provided',
      query: '{ featured { title author { name } } }',
      data: { featured: { title: 'provided', author: { name: 'provided' } } },
    },
    {
      name: 'what is not provided is asked of its owner',
      query: '{ featured { title pages } books { title author { id name } } }',
      data: {
        featured: { title: 'provided', pages: 100 },
        books: [
          { title: 'T1', author: { id: 'a', name: 'Aa' } },
          { title: 'T2', author: null },
        ],
      },
    },
    {
      name: 'an overridden field is the new owner’s',
      query: '{ books { price } }',
      data: { books: [{ price: 10 }, { price: 20 }] },
    },
    {
      name: 'shared types and root fields',
      query: '{ same { one two } lent { same { two } three } root }',
      data: { same: { one: 1, two: 2 }, lent: { same: { two: 2 }, three: 3 }, root: 'r' },
    },
  ],
);

describeCases(
  'external fields of Federation 1',
  {
    users: {
      typeDefs: `type Query { me: User } type User @key(fields: "id") { id: ID! name: String rank: Int }`,
      resolvers: {
        Query: { me: () => ({ id: 'u', name: 'Ada', rank: 3 }) },
        User: { __resolveReference: ({ id }: Given) => ({ id, name: 'Ada', rank: 3 }) },
      },
    },
    posts: {
      typeDefs: `extend type Query { post: Post } type Post { writer: User @provides(fields: "name") }
        extend type User @key(fields: "id") { id: ID! @external name: String @external rank: Int @external
          badge: String @requires(fields: "rank") nick: String }`,
      resolvers: {
        Query: { post: () => ({ writer: { id: 'u', name: 'Ada (posts)' } }) },
        User: {
          __resolveReference: (given: Given) => given,
          badge: ({ rank }: Given) => `b${rank}`,
          nick: () => 'nick',
        },
      },
    },
  },
  [
    {
      name: 'from the owner',
      query: '{ me { name badge nick } }',
      data: { me: { name: 'Ada', badge: 'b3', nick: 'nick' } },
    },
    {
      name: 'from the one that extends',
      query: '{ post { writer { id name rank nick } } }',
      data: { post: { writer: { id: 'u', name: 'Ada (posts)', rank: 3, nick: 'nick' } } },
    },
    {
      name: 'a key alone needs one subgraph',
      query: '{ post { writer { id } } }',
      data: { post: { writer: { id: 'u' } } },
    },
  ],
);

describeCases(
  'what is inaccessible',
  {
    people: {
      typeDefs: `${FEDERATION}
        type Query { people: [Person!]! strict: [Worker] byState(state: State): [Person!]! byFilter(filter: Filter): Int things: [Thing] }
        type Person @key(fields: "secret") { secret: ID! @inaccessible state: State @shareable name: String! states: [State] }
        type Worker { state: State! }
        enum State { ACTIVE RETIRED HIDDEN @inaccessible }
        input Filter { first: Int hidden: Int @inaccessible }
        union Thing = Worker | Ghost
        type Ghost @inaccessible { name: String }`,
      resolvers: {
        Query: {
          people: () => [
            { secret: '1', state: 'ACTIVE', name: 'Ada', states: ['ACTIVE', 'HIDDEN', 'RETIRED'] },
            { secret: '2', state: 'HIDDEN', name: 'Bob', states: null },
          ],
          strict: () => [{ state: 'ACTIVE' }, { state: 'HIDDEN' }],
          byState: (_: unknown, { state }: Given) => [{ secret: '3', state, name: 'Cyd' }],
          byFilter: (_: unknown, { filter }: Given) => filter?.first ?? 0,
          things: () => [
            { __typename: 'Worker', state: 'RETIRED' },
            { __typename: 'Ghost', name: 'boo' },
          ],
        },
        Thing: { __resolveType: (value: Given) => value['__typename'] },
      },
    },
    ages: {
      typeDefs: `${FEDERATION} type Person @key(fields: "secret") { secret: ID! @inaccessible age: Int! state: State @shareable } enum State { ACTIVE RETIRED HIDDEN @inaccessible }`,
      resolvers: { Person: { age: ({ secret }: Given) => Number(secret) * 10, state: never } },
    },
  },
  [
    {
      name: 'a key that clients do not see',
      query: '{ people { name age } }',
      data: {
        people: [
          { name: 'Ada', age: 10 },
          { name: 'Bob', age: 20 },
        ],
      },
    },
    {
      name: 'a value of an enumeration that clients do not see is null',
      query: '{ people { name state states } }',
      data: {
        people: [
          { name: 'Ada', state: 'ACTIVE', states: ['ACTIVE', null, 'RETIRED'] },
          { name: 'Bob', state: null, states: null },
        ],
      },
      errorPaths: [
        ['people', 0, 'states', 1],
        ['people', 1, 'state'],
      ],
      apolloIsWrong:
        'Handling Execution Errors: an error raised by a field is added to the errors list of the response.',
    },
    {
      name: 'and makes null what may not be null',
      query: '{ strict { state } }',
      data: { strict: [{ state: 'ACTIVE' }, null] },
      errorPaths: [['strict', 1, 'state']],
      apolloIsWrong:
        'Handling Execution Errors: an error raised by a field is added to the errors list of the response.',
    },
    {
      name: 'is refused when it is given',
      query: '{ byState(state: HIDDEN) { name } }',
      data: null,
      errorPaths: [undefined],
    },
    {
      name: 'what is visible is accepted',
      query: '{ byState(state: RETIRED) { state } byFilter(filter: { first: 3 }) }',
      data: { byState: [{ state: 'RETIRED' }], byFilter: 3 },
    },
    {
      name: 'a type that clients do not see is null',
      query: '{ things { ... on Worker { state } } }',
      data: { things: [{ state: 'RETIRED' }, null] },
      errorPaths: [['things', 1]],
      apolloIsWrong:
        'Handling Execution Errors: an error raised by a field is added to the errors list of the response.',
    },
  ],
);
