import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, parse } from 'graphql';
import { buildGateway } from '../../../gateway/app.ts';
import type { GatewaySettings } from '../../../gateway/settings.ts';
import { createLogger } from '../../../platform/log.ts';
import { mercuriusServer } from '../../../platform/serve-mercurius.ts';
import { subgraphServer } from '../../../platform/serve.ts';
import { SIGNING_KEYS, testCallers } from '../../support/internal-token.ts';
import { supergraphOf } from '../world.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';

const HEAD = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@external", "@inaccessible"])
  enum CacheControlScope @inaccessible { PUBLIC PRIVATE }
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT`;

const TERRITORY = `${HEAD}
  type Commune @key(fields: "inseeCode") @cacheControl(maxAge: 3600, scope: PUBLIC) { inseeCode: ID! name: String! mayor: String }
  type Query { commune(inseeCode: ID!): Commune communes: [Commune!] visits: Int fails: Commune }
  type Mutation { rename(inseeCode: ID!, name: String!): Commune }`;

const NETWORK = `${HEAD}
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
  readonly asked: string[][] = [];

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
        fibre: ({ inseeCode }: { inseeCode: string }, { unit }: { unit?: string }) =>
          `${this.fibre} à ${this.names.get(inseeCode) ?? ''}${unit ?? ''}`,
        broken: () => {
          throw new GraphQLError('Rien ne va.', { extensions: { code: 'INVALID_INPUT' } });
        },
        count: () => 3,
      },
    };
  }
}

const log = createLogger('test', 'silent');

export interface CachingWorld {
  readonly url: string;
  readonly data: Data;
  readonly ask: (query: string, options?: AskOptions) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface AskOptions {
  readonly variables?: object;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly cacheControl: string | null;
  readonly text: string;
}

export const TOKEN = 'jeton-de-developpement-des-tests';

/** A gateway over two subgraphs on the hub's own servers, whose answers may be kept. */
export async function openCachingWorld(changes: Partial<GatewaySettings> = {}): Promise<CachingWorld> {
  const data = new Data();
  const folder = await mkdtemp(path.join(tmpdir(), 'hub-caching-'));
  const supergraphFile = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphOf({ territory: TERRITORY, network: NETWORK }));
  const options = { contextOf: () => ({}), isReady: () => Promise.resolve(), log };
  const territory = await subgraphServer({
    ...options,
    callers: await testCallers('territory'),
    schema: buildSubgraphSchema({ typeDefs: parse(TERRITORY), resolvers: data.territory() }),
  });
  const network = await mercuriusServer({
    ...options,
    callers: await testCallers('network'),
    schema: buildSubgraphSchema({ typeDefs: parse(NETWORK), resolvers: data.network() }),
  });
  recordRepresentations(network, data);
  const gateway = await buildGateway({
    supergraphFile,
    watchIntervalMs: 60_000,
    subgraphs: {
      territory: { url: await listening(territory), timeoutMs: 5000 },
      network: { url: await listening(network), timeoutMs: 5000 },
    },
    defaultTimeoutMs: 5000,
    requestTimeoutMs: 10_000,
    circuitBreaker: { failures: 10, openMs: 2000 },
    maxResponseBytes: 1_000_000,
    maxRequestBytes: 100_000,
    protection: ROOMY_PROTECTION,
    signingKeys: SIGNING_KEYS,
    proofSecrets: {},
    developmentToken: TOKEN,
    operationsFolder: path.join(folder, 'operations'),
    guidesFolder: path.join(folder, 'guides'),
    logger: log,
    ...changes,
  });
  const url = await gateway.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    data,
    ask: (query, asked) => ask(url, query, asked),
    close: async () => {
      await gateway.close();
      await Promise.all([territory.close(), network.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

async function listening(app: FastifyInstance): Promise<string> {
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
}

function recordRepresentations(app: FastifyInstance, data: Data): void {
  app.addHook('preHandler', ({ body }, _reply, done) => {
    const { variables } = body as { variables?: { representations?: { inseeCode: string }[] } };
    if (variables?.representations !== undefined) {
      data.asked.push(variables.representations.map(({ inseeCode }) => inseeCode));
    }
    done();
  });
}

async function ask(url: string, query: string, { variables, headers }: AskOptions = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, cacheControl: response.headers.get('cache-control'), text: await response.text() };
}
