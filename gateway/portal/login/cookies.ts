import type { FastifyReply, FastifyRequest } from 'fastify';
import { PENDING_SECONDS } from './pending-login.ts';

/** The two cookies of the pages: neither is read by a script, nor by `/graphql`. */
export interface LoginCookies {
  readonly sessionOf: (request: FastifyRequest) => string | undefined;
  readonly keepSession: (reply: FastifyReply, secret: string) => void;
  readonly dropSession: (reply: FastifyReply) => void;
  readonly pendingOf: (request: FastifyRequest) => string | undefined;
  readonly keepPending: (reply: FastifyReply, text: string) => void;
  readonly dropPending: (reply: FastifyReply) => void;
}

/**
 * `Lax`: the provider sends people back by a link, at which a `Strict` cookie would be missing; nothing that changes
 * anything is done by a link. Over https the name's prefix keeps other hosts of the domain from setting them.
 *
 * @param isHttps as people reach the hub, whatever the gateway itself speaks behind its proxy.
 */
export function loginCookies(isHttps: boolean): LoginCookies {
  const [session, pending] = isHttps
    ? ['__Host-hub-session', '__Host-hub-connexion']
    : ['hub-session', 'hub-connexion'];
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps } as const;
  return {
    sessionOf: ({ cookies }) => cookies[session],
    // Without an age: it ends with the browser, and before that when the hub says so.
    keepSession: (reply, secret) => void reply.setCookie(session, secret, attributes),
    dropSession: (reply) => void reply.clearCookie(session, attributes),
    pendingOf: ({ cookies }) => cookies[pending],
    keepPending: (reply, text) => void reply.setCookie(pending, text, { ...attributes, maxAge: PENDING_SECONDS }),
    dropPending: (reply) => void reply.clearCookie(pending, attributes),
  };
}
