import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}

const never = (): never => {
  throw new Error('This field is not to be asked here.');
};

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
