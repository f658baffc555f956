import fastify, { type FastifyInstance } from 'fastify';
import { doorServer, type DoorParts } from './door/open-door.ts';
import { addHttpRules } from './http-rules.ts';
import { answerClientError } from './http-server.ts';
import { newRequestId } from './request-id.ts';
import type { GatewaySettings } from './settings.ts';

/** The gateway's HTTP server, without a page yet: the door in front, Fastify behind, and what holds for every answer. */
export function httpApp(door: DoorParts, settings: GatewaySettings): FastifyInstance {
  const app = fastify({
    serverFactory: (listener) => doorServer(listener, door, settings),
    bodyLimit: settings.maxRequestBytes,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerClientError,
    // « /graphql/ » is « /graphql », as Apollo's own servers take it.
    routerOptions: { ignoreTrailingSlash: true },
    genReqId: newRequestId,
    // Fastify's own request log quotes the URL, hence the variables of a GET; `addHttpRules` logs without them.
    logger: false,
  });
  app.server.maxConnections = settings.protection.http.maxConnections;
  addHttpRules(app, settings.logger);
  return app;
}
