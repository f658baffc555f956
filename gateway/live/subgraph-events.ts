import http from 'node:http';
import https from 'node:https';
import type { Actor } from '../../platform/actor.ts';
import { EVENT_STREAM, eventsOf, type ReceivedEvent } from '../../platform/live/event-text.ts';
import type { AnswerError } from '../execution/contract.ts';
import type { Credentials } from '../identity/internal-tokens.ts';
import { outageError } from '../outage.ts';
import type { GatewaySettings } from '../settings.ts';
import { addressOf, type SubgraphAddress } from '../transport/address.ts';

export interface AskedEvents {
  readonly subgraph: string;
  readonly body: string;
  readonly actor: Actor;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The streams of events of the subgraphs. */
export interface SubgraphEvents {
  /** Declares a subgraph with the routing URL of the supergraph, which the settings may override. */
  readonly declare: (subgraph: string, routingUrl: string | undefined) => void;
  /**
   * The events from now on: ended when the subgraph has no more to tell, or when the signal aborts.
   *
   * @throws SubgraphLost here, or while they are read.
   */
  readonly open: (asked: AskedEvents) => Promise<AsyncIterable<ReceivedEvent>>;
}

/** The subgraph's stream broke: what it would have told is not known. */
export class SubgraphLost extends Error {
  readonly shown: AnswerError;

  constructor(subgraph: string, cause: unknown) {
    super('The stream of a subgraph broke.', { cause });
    const outage = { subgraph, reason: 'UNREACHABLE', timeoutMs: SILENCE_MS, operation: 'query', sent: true } as const;
    this.shown = outageError(outage);
  }
}

/** A subgraph gives a sign of life each five seconds. */
const SILENCE_MS = 15_000;

type Settings = Pick<GatewaySettings, 'subgraphs' | 'maxResponseBytes' | 'logger'>;

export function openSubgraphEvents(settings: Settings, credentials: Credentials): SubgraphEvents {
  const addresses = new Map<string, SubgraphAddress>();
  return {
    declare: (subgraph, routingUrl) => {
      addresses.set(subgraph, addressOf(subgraph, settings.subgraphs[subgraph]?.url ?? routingUrl));
    },
    open: async (asked) => {
      const address = addresses.get(asked.subgraph);
      if (address === undefined) throw new Error(`The supergraph names no subgraph "${asked.subgraph}".`);
      const lost = (error: unknown): null => {
        if (asked.signal.aborted) return null;
        settings.logger.warn({ event: 'subscription-lost', subgraph: asked.subgraph });
        throw new SubgraphLost(asked.subgraph, error);
      };
      const response = await responseOf(address, asked, await credentials(asked)).catch(lost);
      return response === null ? noEvents() : received(eventsOf(response, settings.maxResponseBytes), lost);
    },
  };
}

async function* received(
  events: AsyncIterable<ReceivedEvent>,
  lost: (error: unknown) => null,
): AsyncGenerator<ReceivedEvent> {
  try {
    yield* events;
  } catch (error) {
    lost(error);
  }
}

async function* noEvents(): AsyncGenerator<ReceivedEvent> {
  // Its reader has gone away before anything was told.
}

async function responseOf(
  { origin, path, socketPath }: SubgraphAddress,
  { body, headers, signal }: AskedEvents,
  vouching: string,
): Promise<http.IncomingMessage> {
  const url = new URL(path, origin);
  const own = vouching.split('\r\n').filter((line) => line !== '');
  const options = {
    method: 'POST',
    // A connection of its own, which ends with the subscription.
    agent: false as const,
    signal,
    timeout: SILENCE_MS,
    headers: {
      ...headers,
      ...Object.fromEntries(own.map((line) => line.split(': ') as [string, string])),
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      accept: EVENT_STREAM,
    },
    ...(socketPath === undefined ? {} : { socketPath }),
  };
  const request = (url.protocol === 'https:' ? https : http).request(url, options);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject).end(body);
    request.once('timeout', () => request.destroy(new Error('The subgraph gives no sign of life.')));
  });
  if (response.statusCode === 200 && response.headers['content-type']?.startsWith(EVENT_STREAM) === true)
    return response;
  response.destroy();
  throw new Error('The subgraph did not answer with a stream of events.');
}
