import type { Actor, Headers } from '../platform/actor.ts';
import { actorFrom } from '../platform/development-token.ts';
import type { Signal } from './transport/deadline.ts';

/** What one request carries through the gateway: who asks, and the only headers of it that subgraphs receive. */
export interface Caller {
  readonly actor: Actor;
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  /** Aborted when the caller hangs up: subgraphs are not asked for an answer nobody waits for. */
  readonly signal: Signal;
}

/**
 * Identifies the caller. The seam where the real identity will come (DESIGN.md, « How a request runs »).
 *
 * @throws UNAUTHENTICATED when a token is given and is wrong.
 */
export function identify(
  request: { readonly headers: Headers; readonly id: string },
  { token, signal }: { token: string | undefined; signal: Signal },
): Caller {
  const actor = actorFrom(request.headers, token);
  return { actor, forwardedHeaders: { 'x-request-id': request.id }, signal };
}
