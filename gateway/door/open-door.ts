import type { RequestListener } from 'node:http';
import { identify } from '../caller.ts';
import { slowRequestOptions } from '../http-server.ts';
import type { HttpMetrics } from '../metrics/http-metrics.ts';
import type { Reception } from '../reception.ts';
import type { GatewaySettings } from '../settings.ts';
import { DoorServer } from './door-server.ts';
import type { KnownAnswers } from './known-answers.ts';
import { knownRequests, type KnownRequestsOptions } from './known-requests.ts';

/** How long a client's connection is kept without request. */
const KEEP_ALIVE_MS = 72_000;

/** The server that the gateway listens by, with the door in front of `listener`. */
export function doorServer(
  listener: RequestListener,
  { answers, reception, http }: { answers: KnownAnswers; reception: Reception; http: HttpMetrics },
  settings: GatewaySettings,
): DoorServer {
  const { requestTimeoutMs, developmentToken: token, logger, protection } = settings;
  const identifyDirectly: KnownRequestsOptions['identify'] = (request, signal) => identify(request, { token, signal });
  const keepAliveMs = Math.min(KEEP_ALIVE_MS, protection.http.idleTimeoutMs);
  const options = {
    ...{ answers, reception, identify: identifyDirectly, requestTimeoutMs, keepAliveMs, logger },
    onAnswered: http.answered,
  };
  return new DoorServer({
    listener,
    http: slowRequestOptions(protection.http),
    answer: knownRequests(options),
    keepAliveMs,
  });
}
