import type { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError } from 'graphql';

const HEAD = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@external", "@inaccessible"])
  enum CacheControlScope @inaccessible { PUBLIC PRIVATE }
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT`;

export const TERRITORY = `${HEAD}
  type Commune @key(fields: "inseeCode") @cacheControl(maxAge: 3600, scope: PUBLIC) { inseeCode: ID! name: String! mayor: String }
  type Query { commune(inseeCode: ID!): Commune communes: [Commune!] visits: Int fails: Commune }
  type Mutation { rename(inseeCode: ID!, name: String!): Commune }`;

export const NETWORK = `${HEAD}
  type Commune @key(fields: "inseeCode") @cacheControl(maxAge: 300, scope: PUBLIC) {
    inseeCode: ID!
    fibre(unit: String): String
    broken: String
    count: Int @cacheControl(maxAge: 0)
  }
  type Query { operators: Int }`;

type Resolvers = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']>;

/** Communes and their names, which a test may change: the data of the subgraphs. */
export class Data {
  readonly names = new Map([
    ['47001', 'Agen'],
    ['47323', 'Villeneuve-sur-Lot'],
    ['47157', 'Marmande'],
  ]);
  fibre = 'partout';
  /** What the subgraph of the network was asked: codes of communes, by fetch. */
  asked: string[][] = [];
  /** What the answers of the subgraph of the network wait for. */
  held: Promise<void> | null = null;
  /** Requests of which an answer waits, or has waited. */
  waiting = 0;

  /** Holds the answers of the subgraph of the network, until what it returns is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.waiting = 0;
    this.held = new Promise((resolve) => (release = resolve));
    return () => {
      this.held = null;
      release();
    };
  }

  territory(): Resolvers {
    const commune = (inseeCode: string) =>
      this.names.has(inseeCode) ? { inseeCode, name: this.names.get(inseeCode), mayor: 'Élu·e' } : null;
    return {
      Query: {
        commune: (_: unknown, { inseeCode }: { inseeCode: string }) => commune(inseeCode),
        communes: () => [...this.names.keys()].map(commune),
        visits: () => 1,
        fails: () => {
          throw new GraphQLError('Le code « 99 » n’est pas un code INSEE.', { extensions: { code: 'INVALID_INPUT' } });
        },
      },
      Mutation: {
        rename: (_: unknown, { inseeCode, name }: { inseeCode: string; name: string }) => {
          this.names.set(inseeCode, name);
          return commune(inseeCode);
        },
      },
      Commune: { __resolveReference: ({ inseeCode }: { inseeCode: string }) => commune(inseeCode) },
    };
  }

  network(): Resolvers {
    return {
      Query: { operators: () => 3 },
      Commune: {
        __resolveReference: ({ inseeCode }: { inseeCode: string }) =>
          this.names.has(inseeCode) ? { inseeCode } : null,
        fibre: async ({ inseeCode }: { inseeCode: string }, { unit }: { unit?: string }) => {
          this.waiting += 1;
          await this.held;
          return `${this.fibre} à ${this.names.get(inseeCode) ?? ''}${unit ?? ''}`;
        },
        broken: () => {
          throw new GraphQLError('Rien ne va.', { extensions: { code: 'INVALID_INPUT' } });
        },
        count: () => 3,
      },
    };
  }
}
