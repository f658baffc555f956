import { describeCases, FEDERATION } from './cases.ts';

interface Given {
  readonly [name: string]: any;
}
const typename = (value: Given): string => String(value['__typename']);

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
