import type { Actor } from '../platform/actor.ts';
import type { Signal } from './transport/deadline.ts';

/** What one request carries through the gateway: who asks, and the only headers of it that subgraphs receive. */
export interface Caller {
  readonly actor: Actor;
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  /** Aborted when the caller hangs up: subgraphs are not asked for an answer nobody waits for. */
  readonly signal: Signal;
  /** Whether it asks to be told what its operation is estimated to cost. */
  readonly asksCost: boolean;
}

/** An identified caller's request: nothing that the client sent beside its question reaches a subgraph. */
export function callerOf(
  actor: Actor,
  { id, signal, asksCost = false }: { readonly id: string; readonly signal: Signal; readonly asksCost?: boolean },
): Caller {
  return { actor, forwardedHeaders: { 'x-request-id': id }, signal, asksCost };
}

/** The header by which a request asks what its operation is estimated to cost. */
export const COST_HEADER = 'hub-cost';
