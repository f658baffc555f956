import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { identify, type Caller } from './caller.ts';
import { errorFormatter } from './errors.ts';
import { addGatewayHealth } from './health.ts';
import { addHttpRules } from './http-rules.ts';
import { addPortal } from './portal/portal.ts';
import type { GatewaySettings } from './settings.ts';
import { subgraphCalls, type SubgraphCalls } from './subgraph-calls.ts';
import { openSupergraph } from './supergraph.ts';

export interface Gateway {
  /** Starts to serve and gives the address, e.g. `http://127.0.0.1:4000`. */
  readonly listen: (where: { port: number; host: string }) => Promise<string>;
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
  const subgraphs = subgraphCalls(settings);
  const app = fastify({
    bodyLimit: settings.maxRequestBytes,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    // Fastify's own request log quotes the URL, hence the variables of a GET; `addHttpRules` logs without them.
    logger: false,
  });
  const apollo = apolloServer(app, settings, subgraphs);
  await apollo.start();
  addHttpRules(app, settings.logger);
  addGraphql(app, apollo, settings);
  addGatewayHealth(app, subgraphs);
  await addPortal(app, settings);
  return {
    listen: ({ port, host }) => app.listen({ port, host }),
    close: async () => {
      await apollo.stop();
      await app.close();
      await subgraphs.close();
    },
  };
}

function apolloServer(app: FastifyInstance, settings: GatewaySettings, subgraphs: SubgraphCalls): ApolloServer<Caller> {
  return new ApolloServer<Caller>({
    gateway: openSupergraph(settings, subgraphs),
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
    ],
  });
}

function addGraphql(app: FastifyInstance, apollo: ApolloServer<Caller>, settings: GatewaySettings): void {
  app.decorateRequest('caller', null);
  void app.register((scope, _options, done) => {
    scope.addHook('onRequest', (request, reply) => {
      request.caller = identify(request, { token: settings.developmentToken, signal: hangUp(reply) });
      return Promise.resolve();
    });
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

/** Aborts when the connection ends before the answer was sent. */
function hangUp(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
