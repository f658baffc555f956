import { composeServices } from '@theguild/federation-composition';
import { runSubgraph, type RunningSubgraph, type Subgraph } from '../in-process-subgraph.ts';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires"])`;

const TOWNS = [
  { code: '47001', people: 33_000 },
  { code: '47157', people: null },
];
const [AGEN, MARMANDE] = TOWNS;
const MAKERS = [
  { __typename: 'Maker', id: 'm1', name: 'Édition « Nord »', towns: TOWNS, grid: [[AGEN, null], null, []], head: AGEN },
  { __typename: 'Maker', id: 'm2', name: null, towns: [], grid: null, head: null },
];
const [NORTH, SOUTH] = MAKERS;
const COMMON = { score: 4.5, tags: ['neuf'], home: AGEN };
const BOOK = { __typename: 'Book', id: 'b1', name: 'L’Été', maker: NORTH, pages: 120, isbn: null, ...COMMON };
const FILM = { __typename: 'Film', id: 'f1', name: 'Midi', maker: SOUTH, minutes: null, format: 'DISC', ...COMMON };
const GIFT = {
  __typename: 'Gift',
  id: 'g1',
  name: 'Carte',
  maker: null,
  message: 'À "toi"',
  ...COMMON,
  home: MARMANDE,
};
const OTHER = { ...BOOK, id: 'b2', name: 'Hiver', maker: SOUTH, tags: [], home: null };
const ITEMS = [BOOK, FILM, GIFT, OTHER];

interface Identified {
  readonly id: string;
}

/** Items of which there are as many as are asked, with keys of any characters. */
const MADE = 'made ';
const made = (id: string) => (id.startsWith(MADE) ? { ...BOOK, id, name: `${id} «\t»` } : null);
const itemOf = ({ id }: Identified) => ITEMS.find((item) => item.id === id) ?? made(id);
const picked = (_: unknown, { ids }: { readonly ids: readonly string[] }) => ids.map((id) => itemOf({ id }));
const related = ({ id }: Identified) => [GIFT, FILM, BOOK].filter((item) => item.id !== id);

const ITEM = 'id: ID! name: String! maker: Maker related: [Item!]! score: Float! tags: [String!]! home: Town';

const SHELF: Subgraph = {
  typeDefs: `${FEDERATION}
    type Query { items: [Item!]! item(id: ID!): Item picked(ids: [ID!]!): [Item] found: [[Found]] makers: [Maker] labelled: [Labelled!] }
    type Mutation { rename(id: ID!, name: String!): Item }
    interface Item { ${ITEM} }
    interface Labelled { name: String }
    type Book implements Item @key(fields: "id") { ${ITEM} pages: Int! isbn: String }
    type Film implements Item @key(fields: "id") { ${ITEM} minutes: Int format: Format! }
    type Gift implements Item { ${ITEM} message: String }
    type Maker implements Labelled @key(fields: "id") {
      id: ID! name: String towns: [Town!]! grid: [[Town]] head: Town items: [Item!]!
    }
    type Town { code: ID! people: Int }
    union Found = Book | Film | Maker | Town
    enum Format { DISC FILE }`,
  resolvers: {
    Query: {
      items: () => ITEMS,
      item: (_: unknown, asked: Identified) => itemOf(asked),
      picked,
      found: () => [[ITEMS[0], NORTH, null], null, [], [ITEMS[1], { __typename: 'Town', ...AGEN }, ITEMS[3]]],
      makers: () => [NORTH, null, SOUTH],
      labelled: () => MAKERS,
    },
    Mutation: {
      rename: (_: unknown, asked: Identified & { name: string }) => ({ ...itemOf(asked), name: asked.name }),
    },
    Book: { __resolveReference: itemOf, related },
    Film: { __resolveReference: itemOf, related },
    Gift: { related },
    Maker: {
      __resolveReference: ({ id }: Identified) => MAKERS.find((maker) => maker.id === id) ?? null,
      items: ({ id }: Identified) => ITEMS.filter(({ maker }) => maker?.id === id),
    },
  },
};

interface Reached {
  readonly id: string;
  readonly towns: readonly { readonly people: number | null }[];
  readonly grid: readonly (readonly ({ readonly code: string } | null)[] | null)[] | null;
}

const STOCK: Subgraph = {
  typeDefs: `${FEDERATION}
    type Query { depots: [Depot!]! }
    type Book @key(fields: "id") {
      id: ID! stock: Int! depot: Depot place(room: String = "hall", near: Near): String
      name: String! @external label: String @requires(fields: "name")
    }
    input Near { row: Int column: Int }
    type Film @key(fields: "id") { id: ID! stock: Int! depot: Depot }
    type Maker @key(fields: "id") {
      id: ID! towns: [Town!]! @external grid: [[Town]] @external head: Town @external
      reach: String @requires(fields: "towns { people } grid { code } head { code }")
    }
    type Town @external { code: ID! people: Int }
    type Depot @key(fields: "number") { number: Int! city: String }`,
  resolvers: {
    Query: { depots: () => [{ number: 1, city: 'Agen' }] },
    Book: {
      stock: ({ id }: { id: string }) => id.length,
      place: ({ id }: Identified, asked: Readonly<Record<string, unknown>>) => `${id} ${JSON.stringify(asked)}`,
      label: ({ name }: { name: string }) => `« ${name} »`,
      depot: ({ id }: { id: string }) => (id === 'b1' ? { number: 1, city: 'Agen' } : null),
    },
    Film: { stock: () => 0, depot: () => ({ number: 2, city: null }) },
    Maker: {
      reach: ({ towns, grid }: Reached) =>
        `${towns.map(({ people }) => people ?? '?').join('+')} ${JSON.stringify(grid ?? 'none')}`,
    },
  },
};

interface Echoed {
  readonly reach: string;
  readonly head: { readonly code: string } | null;
}

const OPINIONS: Subgraph = {
  typeDefs: `${FEDERATION}
    type Book @key(fields: "id") { id: ID! opinions: [Opinion!]! }
    type Depot @key(fields: "number") { number: Int! rank: Float! }
    type Maker @key(fields: "id") {
      id: ID! reach: String @external head: Town @external
      echo: String @requires(fields: "reach head { code }")
    }
    type Town @external { code: ID! }
    type Opinion { text: String! about: Book }`,
  resolvers: {
    Book: { opinions: ({ id }: { id: string }) => [{ text: `de ${id}`, about: { id: 'b1' } }] },
    Maker: { echo: ({ reach, head }: Echoed) => `${reach} ${head?.code ?? '-'}` },
    Depot: { rank: ({ number }: { number: number }) => number / 4 },
  },
};

export interface ShelfWorld {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, RunningSubgraph>;
}

/** Interfaces and a union of which some types are entities, and requirements through lists, over three subgraphs. */
export function shelfWorld(): ShelfWorld {
  const subgraphs = new Map(
    Object.entries({ shelf: SHELF, stock: STOCK, opinions: OPINIONS }).map(([name, one]) => [name, runSubgraph(one)]),
  );
  const services = [...subgraphs].map(([name, { document }]) => ({
    name,
    typeDefs: document,
    url: `http://${name}.invalid`,
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return { supergraphSdl, subgraphs };
}
