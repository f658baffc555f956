import type { RequestListener } from 'node:http';
import { slowRequestOptions } from '../http-server.ts';
import type { Documents } from '../documents/documents.ts';
import type { Identity } from '../identity/identity.ts';
import type { HttpMetrics } from '../metrics/http-metrics.ts';
import type { Reception } from '../reception.ts';
import type { GatewaySettings } from '../settings.ts';
import { DoorServer } from './door-server.ts';
import type { KnownAnswers } from './known-answers.ts';
import { knownRequests } from './known-requests.ts';

/** How long a client's connection is kept without request. */
const KEEP_ALIVE_MS = 72_000;

export interface DoorParts {
  readonly answers: KnownAnswers;
  readonly reception: Reception;
  readonly http: HttpMetrics;
  readonly identity: Identity;
  readonly documents: Documents;
}

/** The server that the gateway listens by, with the door in front of `listener`. */
export function doorServer(
  listener: RequestListener,
  { answers, reception, http, identity, documents }: DoorParts,
  { requestTimeoutMs, logger, protection }: GatewaySettings,
): DoorServer {
  const keepAliveMs = Math.min(KEEP_ALIVE_MS, protection.http.idleTimeoutMs);
  const options = {
    ...{ answers, reception, actorOf: identity.known, requestTimeoutMs, keepAliveMs, logger },
    textOf: documents.textOf,
    onAnswered: http.answered,
  };
  return new DoorServer({
    listener,
    http: slowRequestOptions(protection.http),
    answer: knownRequests(options),
    keepAliveMs,
  });
}
