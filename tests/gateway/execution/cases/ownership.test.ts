import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}

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
