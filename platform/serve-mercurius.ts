import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type DocumentNode, GraphQLError, Kind, parse, type ValidationRule } from 'graphql';
import mercurius from 'mercurius';
import { z } from 'zod';
import { cacheControlOf, neverKept } from './cache-policy.ts';
import { Recent } from './compiled/recent.ts';
import { hubError } from './errors.ts';
import { logBug, publicError } from './faults.ts';
import { addHealth } from './health.ts';
import { addGuard, provedActorOf } from './internal-token/guard.ts';
import { streamedTo } from './live/stream-route.ts';
import type { Logger } from './log.ts';
import { addPublication } from './publication/publication-route.ts';
import type { SubgraphServerOptions } from './serve.ts';

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
/** An operation is compiled the second time it comes. */
const COMPILE_AFTER = 1;
const MOST_OPERATIONS = 500;

/** One operation a request: a batch is not one, and neither is a text without a query. */
const graphqlRequest = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/**
 * A subgraph's HTTP server: `/graphql` by Mercurius and its compiler, `/health`, `/ready`. It does not listen yet.
 *
 * The route is ours: it answers only to gateways, and tells how long an answer may be kept.
 */
export async function mercuriusServer<C extends object>(options: SubgraphServerOptions<C>): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: 'idle' });
  await app.register(mercurius, {
    schema: options.schema,
    jit: COMPILE_AFTER,
    routes: false,
    graphiql: false,
    allowBatchedQueries: false,
    validationRules: [oneOperation],
    errorFormatter: ({ data, errors }) => ({
      statusCode: 200,
      response: { data: data ?? null, errors: shownErrors(errors, options.log) },
    }),
  });
  const documents = new Recent<string, DocumentNode>(MOST_OPERATIONS);
  neverKept(app);
  const { onRequest, preHandler } = addGuard(app, options.callers);
  app.post('/graphql', { onRequest, preHandler: [preHandler, streamedTo(app, options)] }, async (request, reply) =>
    answer(app, options, { request, reply, documents }),
  );
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    const message = `La demande n’est pas lisible : attendu du JSON, par exemple {"query":"{ __typename }"}.`;
    if (status < 500) return reply.code(status).send({ errors: [hubError('INVALID_INPUT', message)] });
    return reply.code(500).send({ errors: shownErrors([error], options.log) });
  });
  addHealth(app, options.isReady);
  if (options.publications !== undefined) addPublication(app, options.publications);
  return app;
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The documents of the latest texts: Mercurius keeps its own to itself. */
  readonly documents: Recent<string, DocumentNode>;
}

async function answer<C extends object>(
  app: FastifyInstance,
  { contextOf, log, schema }: SubgraphServerOptions<C>,
  { request, reply, documents }: Exchange,
): Promise<FastifyReply> {
  const asked = graphqlRequest.safeParse(request.body);
  if (!asked.success) {
    const sentence = 'Attendu une seule demande GraphQL en JSON, par exemple {"query":"{ __typename }"}.';
    return reply.code(400).send({ errors: [hubError('INVALID_INPUT', sentence)] });
  }
  const { query, variables, operationName } = asked.data;
  const context = contextOf(provedActorOf(request), request);
  try {
    const answered = await app.graphql(query, { ...context }, variables ?? {}, operationName ?? undefined);
    const document = documents.get(query) ?? parse(query, { noLocation: true });
    documents.set(query, document);
    const hasErrors = !('data' in answered) || answered.errors !== undefined;
    return await reply
      .header('cache-control', cacheControlOf(schema, { document, variables, hasErrors }))
      .send(answered);
  } catch (error) {
    return reply.code(400).send({ errors: mistakes(error, log) });
  }
}

/** The mistakes of a query: Mercurius throws them together, in an error of its own. */
function mistakes(error: unknown, log: Logger): readonly GraphQLError[] {
  const inner = error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
  return shownErrors(inner, log).map((one) =>
    one.extensions['code'] === undefined
      ? new GraphQLError(one.message, {
          ...(one.nodes === undefined ? {} : { nodes: one.nodes }),
          ...(one.source === undefined ? {} : { source: one.source }),
          ...(one.positions === undefined ? {} : { positions: one.positions }),
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        })
      : one,
  );
}

/** What the caller sees of errors; bugs are logged and masked. */
function shownErrors(errors: readonly unknown[], log: Logger): GraphQLError[] {
  return errors.map((error) => {
    const whole = asGraphQLError(error);
    logBug(log, whole);
    return publicError(whole);
  });
}

/** The compiler's errors look like GraphQLError but lack some of its properties: they are made whole. */
function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError && Object.hasOwn(error, 'nodes')) return error;
  const original = error instanceof GraphQLError ? error.originalError : error;
  const path = error instanceof GraphQLError ? error.path : undefined;
  if (error instanceof GraphQLError && original === undefined) return new GraphQLError(error.message, { path });
  const cause = original instanceof Error ? original : new Error('thrown value is not an error');
  return new GraphQLError(cause.message, { path, originalError: cause });
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' ? status : 500;
}

/** Mercurius keeps one compiled operation a text: a text with two would answer the first for the second. */
const oneOperation: ValidationRule = (context) => ({
  Document: ({ definitions }) => {
    const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (operations.length > 1)
      context.reportError(
        hubError('INVALID_INPUT', `Une demande porte une seule opération, et non ${operations.length}.`),
      );
  },
});
