import type { Actor } from '../platform/actor.ts';
import type { Signal } from './transport/deadline.ts';

/** What one request carries through the gateway: who asks, and the only headers of it that subgraphs receive. */
export interface Caller {
  readonly actor: Actor;
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  /** Aborted when the caller hangs up: subgraphs are not asked for an answer nobody waits for. */
  readonly signal: Signal;
}

/** An identified caller's request: nothing that the client sent beside its question reaches a subgraph. */
export function callerOf(actor: Actor, { id, signal }: { readonly id: string; readonly signal: Signal }): Caller {
  return { actor, forwardedHeaders: { 'x-request-id': id }, signal };
}
