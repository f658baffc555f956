import { performance } from 'node:perf_hooks';
import type { AnswerError, FetchSubgraph, SubgraphFetch, Unreadable } from '../execution/contract.ts';
import { outageError } from '../outage.ts';
import type { Credentials } from '../identity/internal-tokens.ts';
import type { GatewaySettings } from '../settings.ts';
import { addressOf } from './address.ts';
import type { BreakerState } from './breaker.ts';
import { counter, type Counter, type SubgraphCounts } from './counts.ts';
import { requestTimeoutOf } from './deadline.ts';
import { refused, type Failed } from './outcome.ts';
import { subgraphTransport, type SubgraphTransport } from './subgraph-transport.ts';

export interface SubgraphSnapshot extends SubgraphCounts {
  readonly circuit: BreakerState;
}

/** The subgraphs of the current supergraph, over HTTP. */
export interface Transport {
  readonly fetch: FetchSubgraph;
  /** The failure of a subgraph whose text, found out later, is no GraphQL answer: logged, counted and put in French. */
  readonly unreadable: Unreadable;
  /**
   * Declares a subgraph with the routing URL of the supergraph, which the settings may override. Requests under way to
   * its previous address end there.
   *
   * @throws ConfigurationError when the address is of no known form.
   */
  readonly declare: (subgraph: string, routingUrl: string | undefined) => void;
  /** Whether each subgraph executes GraphQL now, whatever its circuit. */
  readonly states: () => Promise<Readonly<Record<string, 'ready' | 'unavailable'>>>;
  readonly snapshot: () => Readonly<Record<string, SubgraphSnapshot>>;
  readonly close: () => void;
}

type TransportSettings = Pick<
  GatewaySettings,
  'subgraphs' | 'defaultTimeoutMs' | 'maxResponseBytes' | 'circuitBreaker' | 'logger'
>;

interface Opening {
  /** Tells subgraphs who asks. */
  readonly credentials: Credentials;
  readonly now?: () => number;
}

interface Declared {
  readonly url: string;
  readonly transport: SubgraphTransport;
  readonly counter: Counter;
}

interface About {
  readonly operation: SubgraphFetch['operation'];
  readonly timeoutMs: number;
}

/** Opens the way to subgraphs, none declared yet; `now` is the clock of the circuit breakers. */
export function openTransport(
  settings: TransportSettings,
  { credentials, now = () => performance.now() }: Opening,
): Transport {
  const subgraphs = new Map<string, Declared>();
  const known = (subgraph: string): Declared => {
    const declared = subgraphs.get(subgraph);
    if (declared === undefined) throw new Error(`The supergraph names no subgraph "${subgraph}".`);
    return declared;
  };
  const failed = (subgraph: string, failure: Failed, about: About): AnswerError => {
    const { reason, detail, sent } = failure;
    known(subgraph).counter.failure(reason);
    settings.logger.warn({ event: 'subgraph-failed', subgraph, reason, detail });
    return outageError({ subgraph, reason, ...about, sent });
  };
  return {
    fetch: async (fetch) => {
      const { transport, counter: count } = known(fetch.subgraph);
      count.request();
      const outcome = await transport.ask(fetch);
      if (outcome.kind === 'answered') return outcome;
      const timeoutMs = requestTimeoutOf(fetch.signal) ?? transport.timeoutMs;
      return { kind: 'failed', error: failed(fetch.subgraph, outcome, { operation: fetch.operation, timeoutMs }) };
    },
    unreadable: (subgraph, detail, operation) => {
      const { timeoutMs } = known(subgraph).transport;
      return failed(subgraph, refused('UNREADABLE', detail), { operation, timeoutMs });
    },
    declare: (subgraph, routingUrl) => {
      declare(subgraphs, { subgraph, routingUrl }, { settings, credentials, now });
    },
    states: () => statesOf(subgraphs),
    snapshot: () => snapshotOf(subgraphs),
    close: () => {
      for (const { transport } of subgraphs.values()) transport.destroy();
    },
  };
}

function declare(
  subgraphs: Map<string, Declared>,
  { subgraph, routingUrl }: { subgraph: string; routingUrl: string | undefined },
  { settings, credentials, now }: Required<Opening> & { settings: TransportSettings },
): void {
  const own = settings.subgraphs[subgraph];
  const url = own?.url ?? routingUrl;
  const address = addressOf(subgraph, url);
  const known = subgraphs.get(subgraph);
  if (url === undefined || known?.url === url) return;
  const count = known?.counter ?? counter();
  const transport = subgraphTransport(address, {
    subgraph,
    credentials,
    timeoutMs: own?.timeoutMs ?? settings.defaultTimeoutMs,
    maxResponseBytes: settings.maxResponseBytes,
    breaker: settings.circuitBreaker,
    now,
    onRetry: count.retry,
    onCircuit: (state) => {
      settings.logger.warn({ event: 'subgraph-circuit', subgraph, state });
    },
  });
  subgraphs.set(subgraph, { url, transport, counter: count });
  known?.transport.retire();
}

async function statesOf(subgraphs: ReadonlyMap<string, Declared>) {
  const states = await Promise.all(
    [...subgraphs].map(async ([subgraph, { transport }]) => {
      return [subgraph, (await transport.isReady()) ? 'ready' : 'unavailable'] as const;
    }),
  );
  return Object.fromEntries(states);
}

function snapshotOf(subgraphs: ReadonlyMap<string, Declared>): Readonly<Record<string, SubgraphSnapshot>> {
  const entries = [...subgraphs].map(([subgraph, { transport, counter: count }]) => {
    return [subgraph, { ...count.read(), circuit: transport.breakerState() }] as const;
  });
  return Object.fromEntries(entries);
}
