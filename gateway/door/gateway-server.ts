import type { RequestListener } from 'node:http';
import { identify } from '../caller.ts';
import type { HttpMetrics } from '../metrics/http-metrics.ts';
import type { GatewaySettings } from '../settings.ts';
import { DoorServer } from './door-server.ts';
import type { KnownAnswers } from './known-answers.ts';
import { knownRequests, type KnownRequestsOptions } from './known-requests.ts';

/** How long a client's connection is kept without request. */
const KEEP_ALIVE_MS = 72_000;

/** The gateway's HTTP server, the door in front of it. */
export function doorServer(
  listener: RequestListener,
  { answers, http }: { answers: KnownAnswers; http: HttpMetrics },
  settings: GatewaySettings,
): DoorServer {
  const { requestTimeoutMs, developmentToken: token, logger } = settings;
  const identifyDirectly: KnownRequestsOptions['identify'] = (request, signal) => identify(request, { token, signal });
  const options = {
    answers,
    identify: identifyDirectly,
    requestTimeoutMs,
    keepAliveMs: KEEP_ALIVE_MS,
    logger,
    onAnswered: http.answered,
  };
  return new DoorServer(listener, knownRequests(options), KEEP_ALIVE_MS);
}
