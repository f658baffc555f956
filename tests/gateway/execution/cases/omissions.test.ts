import { describeCases, FEDERATION } from './cases.ts';

/** The same JSON without the keys of towns, whatever the executor's name for them. */
const withoutTowns = (answer: object): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key.toLowerCase().endsWith('town') ? undefined : value)));

describeCases(
  'what a subgraph leaves out of its answer',
  {
    main: {
      typeDefs: `${FEDERATION} type Query { shop: Shop shops: [Shop] } type Shop @key(fields: "id") { id: ID! title: String! }`,
      resolvers: {
        Query: {
          shop: () => ({ id: '1', title: 'A' }),
          shops: () => [{ id: '1', title: 'A' }, null, { id: '2', title: 'B' }],
        },
      },
    },
    careless: {
      typeDefs: `${FEDERATION} type Shop @key(fields: "id") { id: ID! town: String place: Place places: [[Place]] } type Place { zip: Int town: String! }`,
      resolvers: {
        Shop: {
          __resolveReference: ({ id }: { id: string }) => ({ id, town: 'Agen', place: { zip: 1, town: 'Agen' } }),
          places: () => [[{ zip: 2, town: 'Agen' }, null]],
        },
      },
      answer: async (_request, answer) => withoutTowns(await answer()),
    },
  },
  [
    {
      name: 'a field of an entity is unknown, which is an error, not null',
      query: '{ shop { title town } shops { a: town } }',
      data: { shop: { title: 'A', town: null }, shops: [{ a: null }, null, { a: null }] },
      errorPaths: [
        ['shop', 'town'],
        ['shops', 0, 'a'],
        ['shops', 2, 'a'],
      ],
      apolloIsWrong: 'Response: a field without an error has the value that was resolved for it.',
    },
    {
      name: 'and so is what is below it',
      query: '{ shop { place { zip } places { zip town } other: place { zip town } } }',
      data: { shop: { place: { zip: 1 }, places: [[null, null]], other: null } },
      errorPaths: [
        ['shop', 'places', 0, 0, 'town'],
        ['shop', 'other', 'town'],
      ],
      apolloIsWrong: 'Non-Null: if the result is null, raise a field error.',
    },
  ],
);
