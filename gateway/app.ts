import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import { cacheControlPlugin } from './caching/apollo-plugin.ts';
import { throughBatches } from './batching/batched-transport.ts';
import { throughCache, type CachedTransport } from './caching/cached-transport.ts';
import type { Caller } from './caller.ts';
import { knownAnswers } from './door/known-answers.ts';
import { errorFormatter } from './errors.ts';
import { mayGenerateCode } from './execution/code-generation.ts';
import { openEngine, type Engine } from './execution/engine.ts';
import type { WarmedUp } from './execution/warming.ts';
import { addGraphql } from './graphql-route.ts';
import { addGatewayHealth } from './health.ts';
import { httpApp } from './http-app.ts';
import { openIdentity } from './identity/identity.ts';
import { NO_KEYS, openApiKeys } from './keys/api-keys.ts';
import { PlanningMetrics } from './metrics/gateway-metrics.ts';
import { HttpMetrics } from './metrics/http-metrics.ts';
import type { MetricsServer } from './metrics/metrics-server.ts';
import { openMetrics } from './metrics/open-metrics.ts';
import { internalTokens } from './identity/internal-tokens.ts';
import { addKeyPages } from './identity/key-pages.ts';
import { openSigningKeys } from './identity/signing-keys.ts';
import { addPortal } from './portal/portal.ts';
import { legacyStatusPlugin } from './legacy-status.ts';
import { accessRules } from './limits/access-rules.ts';
import { openLive, type Live } from './live/open-live.ts';
import { openGatewayDocuments } from './open-documents.ts';
import { openReception } from './open-reception.ts';
import type { GatewaySettings } from './settings.ts';
import { openSupergraph, type Served } from './supergraph.ts';
import { openTransport, type Transport } from './transport/transport.ts';

export interface Gateway {
  /** Starts to serve and gives the address, e.g. `http://127.0.0.1:4000`. */
  readonly listen: (where: { port: number; host: string }) => Promise<string>;
  /** Where its metrics are read; `null` when nowhere, or when it does not listen yet. */
  readonly metricsUrl: () => string | null;
  /** Ends the requests under way, then closes every connection. */
  readonly close: () => Promise<void>;
}

/**
 * The hub's door, not listening yet: GraphQL on `/graphql`, the explorer, the landing page and the health pages.
 *
 * @throws ConfigurationError when there is no readable supergraph.
 */
export async function buildGateway(settings: GatewaySettings): Promise<Gateway> {
  const keys = await openSigningKeys({ source: settings.signingKeys, log: settings.logger });
  const credentials = internalTokens({ keys, proofSecrets: settings.proofSecrets });
  const transport = throughCache(throughBatches(openTransport(settings, { credentials }), settings), settings);
  const planning = new PlanningMetrics();
  const http = new HttpMetrics();
  const engine = engineOver(transport, settings, planning);
  const apiKeys = await openApiKeys(settings.keys ?? NO_KEYS, settings.logger);
  const identity = openIdentity(settings.identity, { keys: apiKeys, log: settings.logger });
  const documents = await openGatewayDocuments(settings);
  const rules = accessRules(settings.protection.access, documents);
  const { reception, closeReception } = openReception(settings, apiKeys);
  const answers = knownAnswers(engine, rules, errorFormatter(settings.logger), http.merged);
  const app = httpApp({ answers, reception, http, identity, documents }, settings);
  const format = errorFormatter(settings.logger);
  const live = openLive({ engine, rules, identity, reception, format, credentials }, settings);
  const apollo = apolloServer(app, settings, { engine, rules, documents, ...toldToBoth(transport, live) });
  await apollo.start();
  addGraphql(app, { apollo, answers, reception, identity, documents, live: live.route }, settings);
  addGatewayHealth(app, transport);
  addKeyPages(app, keys);
  await addPortal(app, settings, { identity, reception });
  let metrics: MetricsServer | undefined;
  return {
    listen: async ({ port, host }) => {
      const { metrics: where } = settings;
      if (where !== undefined)
        metrics = await openMetrics(where, { engine, transport, planning, http, live, server: app.server });
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
      live.endAll();
      await apollo.stop();
      await app.close();
      await documents.close();
      await closeReception();
      await engine.close();
      transport.close();
      keys.close();
      identity.close();
      await apiKeys.close();
    },
  };
}

/** The transport and the subscriptions are told of the same supergraphs. */
function toldToBoth(transport: CachedTransport, live: Live): Pick<Served, 'declare' | 'serving'> {
  return {
    declare: (subgraph, routingUrl) => {
      transport.declare(subgraph, routingUrl);
      live.declare(subgraph, routingUrl);
    },
    serving: (supergraphSdl) => {
      transport.serving(supergraphSdl);
      live.endAll();
    },
  };
}

/** Memory that prepared operations may take, and how many are prepared before a new supergraph is served. */
const MAX_OPERATIONS_BYTES = 64 * 1024 * 1024;
const PREPARED_AHEAD = 100;
const PLANNING_DEADLINE_MS = 2000;

function engineOver(
  { fetch, unreadable }: Transport,
  {
    protection,
    rejectsUnauthorised = false,
    maxTogether,
    warmUpOperations = 0,
    planningDeadlineMs = PLANNING_DEADLINE_MS,
    logger,
  }: GatewaySettings,
  { planned }: PlanningMetrics,
): Engine {
  const ended = (how: WarmedUp): void => logger.info({ event: 'warmed-up', ...how });
  return openEngine({
    fetch,
    unreadable,
    codeGeneration: mayGenerateCode(),
    rejectsUnauthorised,
    planned,
    maxOperationsBytes: MAX_OPERATIONS_BYTES,
    preparedAhead: PREPARED_AHEAD,
    together: maxTogether,
    planningDeadlineMs,
    limits: protection.limits,
    ...(warmUpOperations === 0 ? {} : { warmUp: { operations: warmUpOperations, ended } }),
  });
}

/** What is known was put in the request before Apollo Server reads it, and is kept once it is accepted. */
const NOTHING_KEPT_BY_APOLLO = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(false),
};

function apolloServer(app: FastifyInstance, settings: GatewaySettings, served: Served): ApolloServer<Caller> {
  return new ApolloServer<Caller>({
    gateway: openSupergraph(settings, served),
    // Whether a caller may read the schema depends on who it is: `accessRules` says.
    introspection: true,
    parseOptions: { maxLexicalTokens: settings.protection.limits.tokens },
    // The engine validates, once it has refused what is too large to be validated in bounded time.
    dangerouslyDisableValidation: true,
    documentStore: null,
    csrfPrevention: true,
    allowBatchedHttpRequests: settings.protection.maxBatch > 1,
    persistedQueries: served.documents.remembers ? { cache: NOTHING_KEPT_BY_APOLLO } : false,
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
      legacyStatusPlugin(),
    ],
  });
}
