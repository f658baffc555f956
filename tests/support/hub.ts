import type { FastifyInstance } from 'fastify';
import { buildGateway, type Gateway } from '../../gateway/app.ts';
import type { GatewaySettings } from '../../gateway/settings.ts';
import type { Actor } from '../../platform/actor.ts';
import { openNotifications } from '../../platform/live/notifications.ts';
import { openPublications } from '../../platform/publication/publications.ts';
import { subgraphServer } from '../../platform/serve.ts';
import { mercuriusServer } from '../../platform/serve-mercurius.ts';
import { SUBGRAPHS, type Subgraph } from './databases.ts';
import { openDemonstration } from './demonstration.ts';
import { IDENTITY } from './identity.ts';
import { keptLogger } from './leaks/kept.ts';
import { keptPost } from './leaks/kept-post.ts';
import { PROOF_SECRET, SIGNING_KEYS, testCallers } from './internal-token.ts';
import { SUBGRAPH_MODULES } from './subgraphs.ts';
import { watchStatements } from './statements.ts';
import { ROOMY_PROTECTION } from './protection.ts';
import { UNHURRIED, UNHURRIED_MS } from './unhurried.ts';

export interface HubAnswer {
  readonly status: number;
  readonly data: any;
  readonly errors?: readonly { message: string; path?: readonly unknown[]; extensions: { code?: string } }[];
}

/** The whole hub over the demonstration set: three real subgraphs behind the real gateway, on loopback. */
export interface Hub {
  readonly url: string;
  /** Where its metrics are read, when its settings say so. */
  readonly metricsUrl: () => string | null;
  readonly ask: (query: string, variables?: object, headers?: Record<string, string>) => Promise<HubAnswer>;
  /** GraphQL requests that reached each subgraph, and SQL statements that it ran, during a piece of work. */
  readonly watch: (work: () => Promise<unknown>) => Promise<Readonly<Record<Subgraph, Traffic>>>;
  /** GraphQL requests that a subgraph is answering now: subscriptions too. */
  readonly underWay: (subgraph: Subgraph) => number;
  /** Where one organisation's data is. */
  readonly databaseUrl: (subgraph: Subgraph) => string;
  /** Closes one organisation's server, as an outage would. */
  readonly breakDown: (subgraph: Subgraph) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Traffic {
  readonly requests: number;
  readonly statements: readonly string[];
}

interface RunningSubgraph {
  readonly url: string;
  readonly requests: () => number;
  readonly underWay: () => number;
  readonly statements: () => readonly string[];
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export type HubChanges = Partial<GatewaySettings> & { readonly port?: number };

const log = keptLogger('hub');

/** @param changes to the gateway's settings, and the port that it listens on. */
export async function openHub({ port = 0, ...changes }: HubChanges = {}): Promise<Hub> {
  const databases = await openDemonstration();
  const running = {
    department: await startSubgraph('department', databases.department.url),
    lgn: await startSubgraph('lgn', databases.lgn.url),
    operators: await startSubgraph('operators', databases.operators.url),
  };
  const gateway = await startGateway(running, { port, ...changes });
  return {
    url: gateway.url,
    metricsUrl: gateway.metricsUrl,
    ask: (query, variables = {}, headers = {}) => post(gateway.url, { query, variables }, headers),
    watch: async (work) => {
      const before = trafficOf(running);
      await work();
      const after = trafficOf(running);
      const during = (name: Subgraph): Traffic => ({
        requests: after[name].requests - before[name].requests,
        statements: after[name].statements.slice(before[name].statements.length),
      });
      return { department: during('department'), lgn: during('lgn'), operators: during('operators') };
    },
    underWay: (subgraph) => running[subgraph].underWay(),
    databaseUrl: (subgraph) => databases[subgraph].url,
    breakDown: (subgraph) => running[subgraph].stop(),
    close: async () => {
      await gateway.close();
      for (const subgraph of SUBGRAPHS) await running[subgraph].close();
      for (const { drop } of Object.values(databases)) await drop();
    },
  };
}

function trafficOf(running: Readonly<Record<Subgraph, RunningSubgraph>>): Record<Subgraph, Traffic> {
  const of = (name: Subgraph) => ({ requests: running[name].requests(), statements: [...running[name].statements()] });
  return { department: of('department'), lgn: of('lgn'), operators: of('operators') };
}

async function startSubgraph(subgraph: Subgraph, databaseUrl: string): Promise<RunningSubgraph> {
  const { openDatabase, schema, createContext } = await SUBGRAPH_MODULES[subgraph]();
  const { prisma, sql, close } = openDatabase(databaseUrl);
  const statements = watchStatements(sql);
  const publications = openPublications(databaseUrl);
  const notifications = openNotifications(databaseUrl);
  const serve = subgraph === 'operators' ? mercuriusServer : subgraphServer;
  const app: FastifyInstance = await serve({
    schema,
    log,
    publications,
    notifications,
    callers: await testCallers(subgraph),
    isReady: () => sql.query('SELECT 1'),
    contextOf: (actor: Actor) => createContext({ prisma, sql, actor, now: new Date() } as never),
  });
  let requests = 0;
  let underWay = 0;
  app.addHook('onRequest', ({ url }, { raw }, done) => {
    if (url === '/graphql') {
      requests += 1;
      underWay += 1;
      raw.once('close', () => (underWay -= 1));
    }
    done();
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: `${address}/graphql`,
    requests: () => requests,
    underWay: () => underWay,
    statements: () => statements,
    stop: () => app.close(),
    close: async () => {
      await app.close();
      await publications.close();
      await notifications.close();
      await close();
    },
  };
}

async function startGateway(
  running: Readonly<Record<Subgraph, RunningSubgraph>>,
  { port, ...changes }: HubChanges,
): Promise<{ url: string } & Pick<Gateway, 'metricsUrl' | 'close'>> {
  const gateway = await buildGateway({
    supergraphFile: 'schema/supergraph.graphql',
    watchIntervalMs: 60_000,
    subgraphs: Object.fromEntries(SUBGRAPHS.map((name) => [name, { url: running[name].url, timeoutMs: UNHURRIED_MS }])),
    ...UNHURRIED,
    circuitBreaker: { failures: 10, openMs: 2000 },
    maxResponseBytes: 16_777_216,
    maxRequestBytes: 262_144,
    maxTogether: 16,
    protection: ROOMY_PROTECTION,
    signingKeys: SIGNING_KEYS,
    // One of the three verifies by the public key alone.
    proofSecrets: { department: PROOF_SECRET, lgn: PROOF_SECRET },
    identity: IDENTITY,
    operationsFolder: 'schema/operations',
    guidesFolder: 'docs',
    logger: log,
    ...changes,
  });
  const { metricsUrl, close } = gateway;
  return { url: await gateway.listen({ host: '127.0.0.1', port: port ?? 0 }), metricsUrl, close };
}

async function post(url: string, body: object, headers: Record<string, string>): Promise<HubAnswer> {
  const { status, text } = await keptPost(`${url}/graphql`, body, headers);
  return { status, ...(JSON.parse(text) as Omit<HubAnswer, 'status'>) };
}
