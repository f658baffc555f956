import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { FastifyInstance } from 'fastify';
import { parse } from 'graphql';
import { buildGateway } from '../../../gateway/app.ts';
import type { GatewaySettings } from '../../../gateway/settings.ts';
import type { Publications } from '../../../platform/publication/publications.ts';
import { mercuriusServer } from '../../../platform/serve-mercurius.ts';
import { subgraphServer } from '../../../platform/serve.ts';
import { IDENTITY } from '../../support/identity.ts';
import { SIGNING_KEYS, testCallers } from '../../support/internal-token.ts';
import { supergraphOf } from '../world.ts';
import { Data, NETWORK, TERRITORY } from './data.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { keptLogger } from '../../support/leaks/kept.ts';
import { UNHURRIED, UNHURRIED_MS } from '../../support/unhurried.ts';

const log = keptLogger('test');

/** The number of a subgraph's last publication, as the test says. */
export class Numbered implements Publications {
  #number: number | null = 1_000;
  readonly #listeners = new Set<() => void>();

  readonly current = () => this.#number;
  readonly close = () => Promise.resolve();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(number: number | null): void {
    this.#number = number;
    for (const listener of [...this.#listeners]) listener();
  }

  publish(): void {
    this.set((this.#number ?? 0) + 1);
  }
}

export interface CachingWorld {
  readonly url: string;
  readonly data: Data;
  readonly network: Numbered;
  readonly supergraphFile: string;
  readonly ask: (query: string, options?: AskOptions) => Promise<Answer>;
  readonly metricsUrl: () => string | null;
  /** Another gateway over the same subgraphs. */
  readonly beside: () => Promise<CachingWorld>;
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

/** A gateway over two subgraphs on the hub's own servers, whose answers may be kept. */
export async function openCachingWorld(changes: Partial<GatewaySettings> = {}): Promise<CachingWorld> {
  const data = new Data();
  const folder = await mkdtemp(path.join(tmpdir(), 'hub-caching-'));
  const supergraphFile = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphOf({ territory: TERRITORY, network: NETWORK }));
  const publications = { territory: new Numbered(), network: new Numbered() };
  const options = { contextOf: () => ({}), isReady: () => Promise.resolve(), log };
  const territory = await subgraphServer({
    ...options,
    publications: publications.territory,
    callers: await testCallers('territory'),
    schema: buildSubgraphSchema({ typeDefs: parse(TERRITORY), resolvers: data.territory() }),
  });
  const network = await mercuriusServer({
    ...options,
    publications: publications.network,
    callers: await testCallers('network'),
    schema: buildSubgraphSchema({ typeDefs: parse(NETWORK), resolvers: data.network() }),
  });
  recordRepresentations(network, data);
  const world = { data, network: publications.network, supergraphFile };
  const settings = {
    supergraphFile,
    watchIntervalMs: 20,
    subgraphs: {
      territory: { url: await listening(territory), timeoutMs: UNHURRIED_MS },
      network: { url: await listening(network), timeoutMs: UNHURRIED_MS },
    },
    ...UNHURRIED,
    circuitBreaker: { failures: 10, openMs: 2000 },
    maxResponseBytes: 1_000_000,
    maxRequestBytes: 100_000,
    maxTogether: 16,
    protection: ROOMY_PROTECTION,
    signingKeys: SIGNING_KEYS,
    proofSecrets: {},
    identity: IDENTITY,
    operationsFolder: path.join(folder, 'operations'),
    guidesFolder: path.join(folder, 'guides'),
    logger: log,
    ...changes,
  };
  return gatewayOver(settings, world, async () => {
    await Promise.all([territory.close(), network.close()]);
    await rm(folder, { recursive: true });
  });
}

async function gatewayOver(
  settings: GatewaySettings,
  world: Pick<CachingWorld, 'data' | 'network' | 'supergraphFile'>,
  closeSubgraphs: () => Promise<void>,
): Promise<CachingWorld> {
  const gateway = await buildGateway(settings);
  const url = await gateway.listen({ port: 0, host: '127.0.0.1' });
  return {
    ...world,
    url,
    ask: (query, asked) => ask(url, query, asked),
    metricsUrl: gateway.metricsUrl,
    beside: () => gatewayOver(settings, world, () => Promise.resolve()),
    close: async () => {
      await gateway.close();
      await closeSubgraphs();
    },
  };
}

async function listening(app: FastifyInstance): Promise<string> {
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
}

function recordRepresentations(app: FastifyInstance, data: Data): void {
  app.addHook('preHandler', ({ body }, _reply, done) => {
    const { variables = {} } = (body ?? {}) as { variables?: Record<string, unknown> };
    const lists = Object.values(variables).filter((value) => Array.isArray(value)) as { inseeCode: string }[][];
    if (lists.length > 0) data.asked.push(lists.map((list) => list.map(({ inseeCode }) => inseeCode)).flat());
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
