import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyInstance, type FastifyRequest, type preHandlerAsyncHookHandler } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Actor } from './actor.ts';
import { cacheControlOf, neverKept } from './cache-policy.ts';
import { compiledOperations, type CompiledOperations } from './compiled/compiled-operations.ts';
import { answeredDirectly } from './compiled/direct-route.ts';
import { isBug, logBug, publicError, withoutValue } from './faults.ts';
import { addHealth } from './health.ts';
import type { CallerCheck } from './internal-token/caller-check.ts';
import { addGuard, provedActorOf } from './internal-token/guard.ts';
import type { Notifications } from './live/notifications.ts';
import { streamedTo } from './live/stream-route.ts';
import type { Logger } from './log.ts';
import { addPublication } from './publication/publication-route.ts';
import type { Publications } from './publication/publications.ts';

export interface SubgraphServerOptions<C extends object> {
  readonly schema: GraphQLSchema;
  /** Tells a gateway's request from any other, which is answered 401. */
  readonly callers: CallerCheck;
  readonly contextOf: (actor: Actor, request: FastifyRequest) => C;
  readonly isReady: () => Promise<unknown>;
  /** What tells readers that the data has changed; without it, they keep no entity. */
  readonly publications?: Publications;
  /** What subscriptions follow; without it, there are none. */
  readonly notifications?: Notifications;
  readonly log: Logger;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/**
 * A subgraph's HTTP server: `/graphql` by Apollo Server, `/health`, `/ready`. It does not listen yet.
 *
 * A query that comes again is compiled and answered without Apollo Server, with the same bytes; whatever is not a plain
 * answer to a plain request, and every error, is Apollo Server's and graphql-js' to give.
 */
export async function subgraphServer<C extends object>(options: SubgraphServerOptions<C>): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: 'idle' });
  const operations = compiledOperations(options.schema);
  const apollo = new ApolloServer<C>({
    schema: options.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Its own handling sends the signal again, which would cut the requests under way.
    stopOnTerminationSignals: false,
    formatError: (formatted, error) =>
      isBug(error) ? publicError(error).toJSON() : { ...formatted, message: withoutValue(formatted.message) },
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ownPlugin(options, operations),
    ],
  });
  await apollo.start();
  neverKept(app);
  const guard = addGuard(app, options.callers);
  const contextOf = (request: FastifyRequest) => options.contextOf(provedActorOf(request), request);
  const direct: preHandlerAsyncHookHandler = async (request, reply) => {
    const answer = await answeredDirectly(operations, request, contextOf);
    if (answer === null) return;
    const { document } = answer.operation;
    const kept = cacheControlOf(options.schema, { document, variables: answer.variables, hasErrors: false });
    return reply.header('cache-control', kept).type(JSON_TYPE).send(answer.text);
  };
  app.route({
    url: '/graphql',
    method: 'POST',
    onRequest: guard.onRequest,
    preHandler: [guard.preHandler, streamedTo(app, options), direct],
    handler: fastifyApolloHandler(apollo, { context: (request) => Promise.resolve(contextOf(request)) }),
  });
  addHealth(app, options.isReady);
  if (options.publications !== undefined) addPublication(app, options.publications);
  return app;
}

/** Logs bugs, learns the operations that were found valid, and says how long an answer may be kept. */
function ownPlugin<C extends object>(
  { schema, log }: SubgraphServerOptions<C>,
  operations: CompiledOperations,
): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ source, document }) => {
          operations.learn(source, document);
          return Promise.resolve();
        },
        didEncounterErrors: ({ errors }) => {
          for (const error of errors) logBug(log, error);
          return Promise.resolve();
        },
        willSendResponse: ({ document, request, response }) => {
          const hasErrors = response.body.kind !== 'single' || response.body.singleResult.errors !== undefined;
          const answered = document && { document, variables: request.variables, hasErrors };
          response.http.headers.set('cache-control', answered ? cacheControlOf(schema, answered) : 'no-store');
          return Promise.resolve();
        },
      }),
  };
}
