import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { GraphQLError, parse } from 'graphql';
import { buildGateway } from '../../gateway/app.ts';
import type { GatewaySettings } from '../../gateway/settings.ts';
import { IDENTITY } from '../support/identity.ts';
import { keptLogger } from '../support/leaks/kept.ts';
import { keptPost } from '../support/leaks/kept-post.ts';
import { ROOMY_PROTECTION } from '../support/protection.ts';
import { PROOF_SECRET, SIGNING_KEYS } from '../support/internal-token.ts';
import { UNHURRIED, UNHURRIED_MS } from '../support/unhurried.ts';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@shareable"])';

const DEPARTMENT = `${FEDERATION}
  type Commune @key(fields: "inseeCode") { inseeCode: ID! name: String! population: Int neighbours: [Commune!] }
  type Query { commune(inseeCode: ID!): Commune communes: [Commune!] whoAsks: String broken: String refused: String }
  type Mutation { rename(name: String!): String }`;

const LGN = `${FEDERATION}
  type Commune @key(fields: "inseeCode") { inseeCode: ID! fibreRate: Float copper: String }
  type Query { premises(id: ID!): String }
  type Mutation { openDiagnostic(id: ID!): String }`;

const COMMUNES = [
  { inseeCode: '47001', name: 'Agen', population: 32_602 },
  { inseeCode: '47323', name: 'Villeneuve-sur-Lot', population: 21_710 },
];

export interface Running {
  readonly url: string;
  readonly close: () => Promise<unknown>;
}

type Resolvers = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']>;

/** A real subgraph, by Apollo Server, on a free port. */
async function subgraph(sdl: string, resolvers: Resolvers): Promise<Running> {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  const server = new ApolloServer<{ headers: IncomingMessage['headers'] }>({
    schema,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req }) => Promise.resolve({ headers: req.headers }),
  });
  return { url, close: () => server.stop() };
}

interface Context {
  readonly headers: IncomingMessage['headers'];
}

function department(): Promise<Running> {
  return subgraph(DEPARTMENT, {
    Commune: { neighbours: () => COMMUNES },
    Query: {
      commune: (_: unknown, { inseeCode }: { inseeCode: string }) =>
        COMMUNES.find((commune) => commune.inseeCode === inseeCode) ?? null,
      communes: () => COMMUNES,
      whoAsks: (_: unknown, _arguments: unknown, context: unknown) => JSON.stringify((context as Context).headers),
      broken: () => {
        throw new Error('connect ECONNREFUSED postgresql://lgn:secret@10.0.0.7/db');
      },
      refused: () => {
        throw new GraphQLError('Le code « 99 » n’est pas un code INSEE.', { extensions: { code: 'INVALID_INPUT' } });
      },
    },
    Mutation: { rename: (_: unknown, { name }: { name: string }) => name },
  });
}

function lgn(): Promise<Running> {
  return subgraph(LGN, {
    Commune: {
      fibreRate: ({ inseeCode }: { inseeCode: string }) => (inseeCode === '47001' ? 0.97 : 0.5),
      copper: () => 'OPEN',
    },
    Query: { premises: (_: unknown, { id }: { id: string }) => `local ${id}` },
    Mutation: { openDiagnostic: (_: unknown, { id }: { id: string }) => id },
  });
}

/** A supergraph of the two tiny subgraphs, or of others given. */
export function supergraphOf(sdls: Readonly<Record<string, string>> = { department: DEPARTMENT, lgn: LGN }): string {
  const services = Object.entries(sdls).map(([name, sdl]) => ({
    name,
    typeDefs: parse(sdl),
    url: `http://internal-${name}.invalid/graphql`,
  }));
  const composed = composeServices(services);
  if (composed.supergraphSdl === undefined) throw new Error(JSON.stringify(composed.errors));
  return composed.supergraphSdl;
}

/** The supergraph after the department has published one more root field. */
export function nextSupergraph(): string {
  return supergraphOf({ department: DEPARTMENT.replace('whoAsks: String', 'whoAsks: String news: String'), lgn: LGN });
}

export interface World {
  readonly url: string;
  readonly logLines: readonly string[];
  readonly metricsUrl: () => string | null;
  readonly stopLgn: () => Promise<unknown>;
  readonly writeSupergraph: (sdl: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A gateway over two real subgraphs; `lgnUrl` puts another server in the place of LGN's, `lgnTimeoutMs` hurries it. */
export async function openGateway({
  lgnUrl,
  lgnTimeoutMs = UNHURRIED_MS,
  port = 0,
  ...changes
}: Partial<GatewaySettings> & { lgnUrl?: string; lgnTimeoutMs?: number; port?: number } = {}): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hub-gateway-'));
  const supergraphFile = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphOf());
  const subgraphs = { department: await department(), lgn: await lgn() };
  const logLines: string[] = [];
  const gateway = await buildGateway({
    supergraphFile,
    watchIntervalMs: 20,
    subgraphs: {
      department: { url: subgraphs.department.url, timeoutMs: UNHURRIED_MS },
      lgn: { url: lgnUrl ?? subgraphs.lgn.url, timeoutMs: lgnTimeoutMs },
    },
    ...UNHURRIED,
    circuitBreaker: { failures: 10, openMs: 2000 },
    maxResponseBytes: 50_000,
    maxRequestBytes: 20_000,
    maxTogether: 16,
    protection: ROOMY_PROTECTION,
    signingKeys: SIGNING_KEYS,
    proofSecrets: { department: PROOF_SECRET },
    identity: IDENTITY,
    operationsFolder: path.join(folder, 'operations'),
    guidesFolder: path.join(folder, 'guides'),
    logger: keptLogger('gateway', (line) => logLines.push(line)),
    ...changes,
  });
  return {
    url: await gateway.listen({ port, host: '127.0.0.1' }),
    logLines,
    metricsUrl: gateway.metricsUrl,
    stopLgn: subgraphs.lgn.close,
    writeSupergraph: async (sdl) => {
      await writeFile(`${supergraphFile}.new`, sdl);
      await rename(`${supergraphFile}.new`, supergraphFile);
    },
    close: async () => {
      await gateway.close();
      await Promise.all([subgraphs.department.close(), subgraphs.lgn.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** A plain HTTP server in the place of a subgraph. */
export async function impostor(listener: RequestListener): Promise<Running> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve).closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/graphql`, close };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

/** Asks a GraphQL question over HTTP, as any client would. */
export async function ask(
  world: World,
  query: string,
  { variables, headers: sent }: { variables?: object; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { status, headers, text } = await keptPost(`${world.url}/graphql`, { query, variables }, sent);
  const { data, errors = [] } = JSON.parse(text) as Pick<Answer, 'data'> & { errors?: Answer['errors'] };
  return { status, headers, text, data, errors };
}
