import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { cacheControlPlugin } from './caching/apollo-plugin.ts';
import { throughCache } from './caching/cached-transport.ts';
import { identify, type Caller } from './caller.ts';
import { doorServer } from './door/gateway-server.ts';
import { knownAnswers, type KnownAnswers } from './door/known-answers.ts';
import { knownRoute } from './door/known-route.ts';
import { errorFormatter } from './errors.ts';
import { mayGenerateCode } from './execution/code-generation.ts';
import { openEngine, type Engine } from './execution/engine.ts';
import { addGatewayHealth } from './health.ts';
import { addHttpRules } from './http-rules.ts';
import { PlanningMetrics } from './metrics/gateway-metrics.ts';
import { HttpMetrics } from './metrics/http-metrics.ts';
import type { MetricsServer } from './metrics/metrics-server.ts';
import { openMetrics } from './metrics/open-metrics.ts';
import { internalTokens } from './identity/internal-tokens.ts';
import { addKeyPages } from './identity/key-pages.ts';
import { openSigningKeys } from './identity/signing-keys.ts';
import { addPortal } from './portal/portal.ts';
import type { GatewaySettings } from './settings.ts';
import { openSupergraph, type Served } from './supergraph.ts';
import { beginRequest, type Signal } from './transport/deadline.ts';
import { openTransport, type Transport } from './transport/transport.ts';

export interface Gateway {
  /** Starts to serve and gives the address, e.g. `http://127.0.0.1:4000`. */
  readonly listen: (where: { port: number; host: string }) => Promise<string>;
  /** Where its metrics are read; `null` when nowhere, or when it does not listen yet. */
  readonly metricsUrl: () => string | null;
  /** Ends the requests under way, then closes every connection. */
  readonly close: () => Promise<void>;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/**
 * The hub's door, not listening yet: GraphQL on `/graphql`, the explorer, the landing page and the health pages.
 *
 * @throws ConfigurationError when there is no readable supergraph.
 */
export async function buildGateway(settings: GatewaySettings): Promise<Gateway> {
  const keys = await openSigningKeys({ source: settings.signingKeys, log: settings.logger });
  const credentials = internalTokens({ keys, proofSecrets: settings.proofSecrets });
  const transport = throughCache(openTransport(settings, { credentials }), settings);
  const planning = new PlanningMetrics();
  const http = new HttpMetrics();
  const engine = engineOver(transport, settings, planning);
  const answers = knownAnswers(engine, errorFormatter(settings.logger));
  const app = fastify({
    serverFactory: (listener) => doorServer(listener, { answers, http }, settings),
    bodyLimit: settings.maxRequestBytes,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    // Fastify's own request log quotes the URL, hence the variables of a GET; `addHttpRules` logs without them.
    logger: false,
  });
  const apollo = apolloServer(app, settings, { engine, ...transport });
  await apollo.start();
  addHttpRules(app, settings.logger);
  addGraphql(app, { apollo, answers }, settings);
  addGatewayHealth(app, transport);
  addKeyPages(app, keys);
  await addPortal(app, settings);
  let metrics: MetricsServer | undefined;
  return {
    listen: async ({ port, host }) => {
      const { metrics: where } = settings;
      if (where !== undefined)
        metrics = await openMetrics(where, { engine, transport, planning, http, server: app.server });
      try {
        return await app.listen({ port, host });
      } catch (error) {
        await metrics?.close();
        throw error;
      }
    },
    metricsUrl: () => metrics?.url ?? null,
    close: async () => {
      await metrics?.close();
      await apollo.stop();
      await app.close();
      await engine.close();
      transport.close();
      keys.close();
    },
  };
}

/** Memory that prepared operations may take, and how many are prepared before a new supergraph is served. */
const MAX_OPERATIONS_BYTES = 64 * 1024 * 1024;
const PREPARED_AHEAD = 100;
const PLANNING_DEADLINE_MS = 2000;

function engineOver(
  { fetch, unreadable }: Transport,
  { rejectsUnauthorised = false }: GatewaySettings,
  { planned }: PlanningMetrics,
): Engine {
  return openEngine({
    fetch,
    unreadable,
    codeGeneration: mayGenerateCode(),
    rejectsUnauthorised,
    planned,
    maxOperationsBytes: MAX_OPERATIONS_BYTES,
    preparedAhead: PREPARED_AHEAD,
    planningDeadlineMs: PLANNING_DEADLINE_MS,
  });
}

function apolloServer(app: FastifyInstance, settings: GatewaySettings, served: Served): ApolloServer<Caller> {
  return new ApolloServer<Caller>({
    gateway: openSupergraph(settings, served),
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Persisted operations are a later issue; Apollo's own store would let anyone fill the memory.
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: settings.logger,
    formatError: errorFormatter(settings.logger),
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      cacheControlPlugin(),
    ],
  });
}

function addGraphql(
  app: FastifyInstance,
  { apollo, answers }: { apollo: ApolloServer<Caller>; answers: KnownAnswers },
  settings: GatewaySettings,
): void {
  app.decorateRequest('caller', null);
  const answerKnown = knownRoute(answers);
  void app.register((scope, _options, done) => {
    scope.addHook('onRequest', (request, reply) => {
      void reply.header('cache-control', 'no-store');
      request.caller = identify(request, { token: settings.developmentToken, signal: lifeOf(reply, settings) });
      return Promise.resolve();
    });
    scope.addHook('preHandler', (request, reply) => answerKnown(request, reply, known(request.caller)));
    scope.route({
      url: '/graphql',
      method: ['GET', 'POST'],
      handler: fastifyApolloHandler(apollo, { context: ({ caller }) => Promise.resolve(known(caller)) }),
    });
    done();
  });
}

function known(caller: Caller | null): Caller {
  if (caller === null) throw new Error('The request reached GraphQL without being identified.');
  return caller;
}

/** Aborted when the connection ends before the answer was sent, or when the request has lasted too long. */
function lifeOf(reply: FastifyReply, { requestTimeoutMs }: GatewaySettings): Signal {
  const life = beginRequest(requestTimeoutMs);
  reply.raw.once('close', () => {
    if (reply.raw.writableFinished) life.end();
    else life.hangUp();
  });
  return life;
}
