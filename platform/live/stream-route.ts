import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import { provedActorOf } from '../internal-token/guard.ts';
import type { Logger } from '../log.ts';
import { wantsEvents } from './event-text.ts';
import { EventWriter } from './event-writer.ts';
import type { Notifications } from './notifications.ts';
import { serveSubscription } from './subscription.ts';

/** What the gateway waits for a sign of life is longer. */
const KEEP_ALIVE_MS = 5000;
const SLOW_MS = 10_000;

const subscriptionRequest = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

interface Streaming {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  readonly contextOf: (actor: Actor, request: FastifyRequest) => object;
  /** What subscriptions follow; without it, there are none. */
  readonly notifications?: Notifications;
}

/** Answers a gateway's request for a stream of events (GraphQL over SSE); any other request goes on. To follow the guard. */
export function streamedTo(app: FastifyInstance, streaming: Streaming): preHandlerAsyncHookHandler {
  const { schema, log, contextOf, notifications } = streaming;
  const open = new Set<EventWriter>();
  app.addHook('preClose', (done) => {
    for (const writer of open) writer.complete();
    done();
  });
  return async (request, reply) => {
    if (notifications === undefined || !wantsEvents(request.headers.accept)) return;
    const asked = subscriptionRequest.safeParse(request.body);
    if (!asked.success) return;
    reply.hijack();
    const writer = new EventWriter(reply.raw, { keepAliveMs: KEEP_ALIVE_MS, slowMs: SLOW_MS });
    open.add(writer);
    const freshContext = () => ({ ...contextOf(provedActorOf(request), request), notifications });
    await serveSubscription({ schema, log, freshContext }, asked.data, writer);
    open.delete(writer);
    writer.complete();
  };
}
