import { GraphQLError } from 'graphql';
import { describeCases, FEDERATION } from './cases.ts';

const fail = (): never => {
  throw new GraphQLError('refused');
};
const SHELF = { id: '1', place: { town: 'Agen', floor: { level: 2 } }, label: 'L' };

describeCases(
  'an object under several names',
  {
    main: {
      typeDefs: `${FEDERATION}
        type Query { shelf: Shelf shelves(first: Int): [Shelf] }
        type Shelf @key(fields: "id") { id: ID! label: String place: Place broken: Int! refused: Int sign: Sign }
        interface Sign { text: String } type Board implements Sign { text: String broken: Int! place: Place }
        type Place { town: String floor: Floor broken: Int! } type Floor { level: Int broken: Int! }`,
      resolvers: {
        Query: { shelf: () => SHELF, shelves: () => [SHELF, null, { ...SHELF, id: '2' }] },
        Shelf: { broken: fail, refused: fail, sign: () => ({ text: 's', place: SHELF.place }) },
        Sign: { __resolveType: () => 'Board' },
        Board: { broken: fail },
        Place: { broken: fail },
        Floor: { broken: fail },
      },
    },
    other: {
      typeDefs: `${FEDERATION} type Shelf @key(fields: "id") { id: ID! weight: Weight } type Weight { grams: Int broken: Int! }`,
      resolvers: {
        Shelf: { __resolveReference: ({ id }: { id: string }) => ({ id }), weight: () => ({ grams: 5 }) },
        Weight: { broken: fail },
      },
    },
  },
  [
    {
      name: 'what cannot be null under one leaves the other',
      query: '{ a: shelf { label } b: shelf { id broken } shelf { label } }',
      data: { a: { label: 'L' }, b: null, shelf: { label: 'L' } },
      errorPaths: [['b', 'broken']],
    },
    {
      name: 'the same below an object and in a list',
      query: '{ shelves(first: 3) { place { broken } other: place { town floor { level } third: floor { broken } } } }',
      data: {
        shelves: [
          { place: null, other: { town: 'Agen', floor: { level: 2 }, third: null } },
          null,
          { place: null, other: { town: 'Agen', floor: { level: 2 }, third: null } },
        ],
      },
      errorPaths: [
        ['shelves', 0, 'place', 'broken'],
        ['shelves', 0, 'other', 'third', 'broken'],
        ['shelves', 2, 'place', 'broken'],
        ['shelves', 2, 'other', 'third', 'broken'],
      ],
    },
    {
      name: 'through fragments on several types',
      query:
        '{ shelf { sign { ... on Board { a: place { town } } ...B } } } fragment B on Sign { text ... on Board { b: place { broken } } }',
      data: { shelf: { sign: { a: { town: 'Agen' }, text: 's', b: null } } },
      errorPaths: [['shelf', 'sign', 'b', 'broken']],
    },
    {
      name: 'in another subgraph',
      query: '{ shelf { weight { broken } w: weight { grams } } s: shelf { weight { grams } } }',
      data: { shelf: { weight: null, w: { grams: 5 } }, s: { weight: { grams: 5 } } },
      errorPaths: [['shelf', 'weight', 'broken']],
    },
    {
      name: 'an error is told where its field is asked, and nowhere else',
      query: '{ a: shelf { label } b: shelf { refused } }',
      data: { a: { label: 'L' }, b: { refused: null } },
      errorPaths: [['b', 'refused']],
    },
  ],
);
