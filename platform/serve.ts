import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { isBug, logBug, publicError } from './faults.ts';
import { addHealth } from './health.ts';
import type { Logger } from './log.ts';

export interface SubgraphServerOptions<C extends object> {
  readonly schema: GraphQLSchema;
  /** Throws an `UNAUTHENTICATED` fault when the request's token is not good: answered 401. */
  readonly contextOf: (request: FastifyRequest) => C;
  readonly isReady: () => Promise<unknown>;
  readonly log: Logger;
}

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** A subgraph's HTTP server: `/graphql` by Apollo Server, `/health`, `/ready`. It does not listen yet. */
export async function subgraphServer<C extends object>(options: SubgraphServerOptions<C>): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: 'idle' });
  const apollo = new ApolloServer<C>({
    schema: options.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) => (isBug(error) ? publicError(error).toJSON() : shown(formatted)),
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      {
        requestDidStart: () =>
          Promise.resolve({
            didEncounterErrors: ({ errors }) => {
              for (const error of errors) logBug(options.log, error);
              return Promise.resolve();
            },
          }),
      },
    ],
  });
  await apollo.start();
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler(apollo, { context: (request) => Promise.resolve(identified(options, request)) }),
  });
  addHealth(app, options.isReady);
  return app;
}

/** Apollo Server puts English words before the sentence of a refused token. */
function shown(formatted: GraphQLFormattedError): GraphQLFormattedError {
  return { ...formatted, message: formatted.message.replace(/^Context creation failed: /, '') };
}

function identified<C extends object>({ contextOf }: SubgraphServerOptions<C>, request: FastifyRequest): C {
  try {
    return contextOf(request);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { extensions: { ...error.extensions, http: { status: 401 } } });
  }
}
