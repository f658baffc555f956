import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { callerOf, COST_HEADER, type Caller } from './caller.ts';
import type { KnownAnswers } from './door/known-answers.ts';
import { knownRoute } from './door/known-route.ts';
import type { Documents } from './documents/documents.ts';
import { bodyWithText, urlWithText } from './documents/with-text.ts';
import type { Identity } from './identity/identity.ts';
import { checkNesting } from './limits/nested-values.ts';
import type { liveRoute } from './live/live-route.ts';
import { answerPreflight, countBatch, received, type Reception } from './reception.ts';
import type { GatewaySettings } from './settings.ts';
import { beginRequest, type Signal } from './transport/deadline.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

interface Graphql {
  readonly apollo: ApolloServer<Caller>;
  readonly answers: KnownAnswers;
  readonly reception: Reception;
  readonly identity: Identity;
  readonly live: ReturnType<typeof liveRoute>;
  readonly documents: Documents;
}

/** `/graphql` in Fastify: who asks, whether it may go on, the known answers, then Apollo Server. */
export function addGraphql(
  app: FastifyInstance,
  { apollo, answers, reception, identity, documents, live }: Graphql,
  settings: GatewaySettings,
): void {
  const { maxBatch } = settings.protection;
  const answerKnown = knownRoute(answers);
  app.decorateRequest('caller', null);
  void app.register((scope, _options, done) => {
    scope.addHook('onRequest', async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      if (request.method === 'OPTIONS') return;
      // Before it is identified, which may take as long as its identity provider: it may leave meanwhile.
      const signal = lifeOf(reply, settings);
      const actor = await received(reception, { request, reply, identify: identity.identify });
      const asksCost = request.headers[COST_HEADER] === '1';
      request.caller = callerOf(actor, { id: request.id, signal, asksCost });
    });
    scope.addHook('preHandler', async (request, reply) => {
      if (request.method === 'OPTIONS') return undefined;
      const caller = known(request.caller);
      checkNesting(request.body);
      countBatch(reception, { request, caller, maxBatch });
      request.body = await bodyWithText(request.body, documents.find);
      if (await live(request, reply, caller)) return reply;
      if (request.method === 'GET') request.raw.url = await urlWithText(request.url, documents.find);
      return answerKnown(request, reply, caller);
    });
    scope.options('/graphql', (request, reply) => answerPreflight(reception, request, reply));
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
