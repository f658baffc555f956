import { performance } from 'node:perf_hooks';
import { ANONYMOUS } from '../../platform/actor.ts';
import type { SubgraphFetch } from '../execution/contract.ts';
import type { Credentials } from '../identity/internal-tokens.ts';
import { decoded } from '../latin1.ts';
import { LifeSignal } from './deadline.ts';
import { circuitBreaker, type Breaker, type BreakerSettings, type BreakerState } from './breaker.ts';
import type { SubgraphAddress } from './address.ts';
import { CIRCUIT_IS_OPEN, type Failed, type Outcome } from './outcome.ts';
import { openPost, type Post } from './post.ts';

/** One subgraph at one address. */
export interface SubgraphTransport {
  readonly timeoutMs: number;
  /** Asks, perhaps twice when the connection breaks, unless the circuit is open. Never rejects. */
  readonly ask: (fetch: SubgraphFetch) => Promise<Outcome>;
  /** Whether it executes GraphQL now, whatever its circuit. */
  readonly isReady: () => Promise<boolean>;
  readonly breakerState: () => BreakerState;
  readonly retire: () => void;
  readonly destroy: () => void;
}

export interface SubgraphTransportOptions {
  readonly subgraph: string;
  readonly credentials: Credentials;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly breaker: BreakerSettings;
  readonly now: () => number;
  readonly onRetry: () => void;
  readonly onCircuit: (state: BreakerState) => void;
}

export function subgraphTransport(address: SubgraphAddress, options: SubgraphTransportOptions): SubgraphTransport {
  const { subgraph, credentials, timeoutMs, maxResponseBytes, breaker: settings, now, onCircuit } = options;
  const post = openPost(address, timeoutMs);
  const breaker = circuitBreaker(settings, { now, onChange: onCircuit });
  return {
    timeoutMs,
    ask: (fetch) => {
      const { actor, body } = fetch;
      const given = credentials({ actor, subgraph, body });
      if (typeof given === 'string') return throughBreaker({ breaker, post }, { fetch, credentials: given }, options);
      return given.then((ready) => throughBreaker({ breaker, post }, { fetch, credentials: ready }, options));
    },
    isReady: async () => {
      const bounds = { signal: NEVER, timeoutMs: Math.min(timeoutMs, READY_TIMEOUT_MS), maxBytes: maxResponseBytes };
      const given = await credentials({ actor: ANONYMOUS, subgraph, body: PROBE });
      return isGraphql(await post.send({ body: PROBE, headers: {}, credentials: given }, bounds));
    },
    breakerState: breaker.state,
    retire: post.retire,
    destroy: post.destroy,
  };
}

const PROBE = '{"query":"{ __typename }"}';
const READY_TIMEOUT_MS = 2000;
const NEVER = new LifeSignal();

/** What is asked, and the text of the headers that tell who asks. */
interface Vouched {
  readonly fetch: SubgraphFetch;
  readonly credentials: string;
}

async function throughBreaker(
  { breaker, post }: { readonly breaker: Breaker; readonly post: Post },
  vouched: Vouched,
  options: SubgraphTransportOptions,
): Promise<Outcome> {
  const pass = breaker.pass();
  if (pass === null) return CIRCUIT_IS_OPEN;
  const outcome = await asked(post, vouched, options);
  breaker.done(pass, outcome.kind === 'answered' ? 'success' : outcome.verdict);
  return outcome;
}

/** Asks; once again, within the same deadline, when the connection broke and asking twice cannot change anything twice. */
async function asked(
  post: Post,
  { fetch, credentials }: Vouched,
  { timeoutMs, maxResponseBytes: maxBytes, onRetry }: SubgraphTransportOptions,
): Promise<Outcome> {
  const { body, headers, signal } = fetch;
  const posted = { body, headers, credentials };
  const start = performance.now();
  const first = await post.send(posted, { signal, timeoutMs, maxBytes });
  if (first.kind === 'answered' || !mayRetry(fetch, first)) return first;
  const leftMs = Math.floor(timeoutMs - (performance.now() - start));
  if (leftMs < 1 || signal.aborted) return first;
  onRetry();
  const second = await post.send(posted, { signal, timeoutMs: leftMs, maxBytes });
  return second.kind === 'answered' || second.sent || !first.sent ? second : { ...second, sent: true };
}

/**
 * A refused connection is not tried again: a server that is stopped refuses the second as it did the first. A mutation is
 * tried again only when the connection ended before anything of it was written.
 */
function mayRetry({ operation }: SubgraphFetch, { broken, sent }: Failed): boolean {
  return broken && (operation === 'query' || !sent);
}

function isGraphql(outcome: Outcome): boolean {
  if (outcome.kind === 'failed') return false;
  try {
    const answer: unknown = JSON.parse(decoded(outcome.latin1));
    const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : null;
    return typeof data === 'object' && data !== null && '__typename' in data && typeof data.__typename === 'string';
  } catch {
    // Not JSON: whatever listens there does not execute GraphQL.
    return false;
  }
}
