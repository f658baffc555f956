import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { Durations } from './durations.ts';
import type { Family } from './prometheus-text.ts';

interface Exchange {
  readonly request: IncomingMessage & { [STARTED]?: number };
  readonly response: ServerResponse;
  readonly server: Server;
}

const STARTED = Symbol('started');

/** Requests of one HTTP server, whatever answers them: told by Node itself, so that no route has to. */
export interface HttpMetrics {
  readonly families: () => readonly Family[];
  readonly close: () => void;
}

export function httpMetrics(server: Server): HttpMetrics {
  const statuses = new Map<number, number>();
  const durations = new Durations();
  const onStart = (message: unknown) => {
    const { request, server: of } = message as Exchange;
    if (of === server) request[STARTED] = performance.now();
  };
  const onFinish = (message: unknown) => {
    const { request, response, server: of } = message as Exchange;
    const startedAt = request[STARTED];
    if (of !== server || startedAt === undefined) return;
    statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1);
    durations.add(performance.now() - startedAt);
  };
  diagnostics.subscribe('http.server.request.start', onStart);
  diagnostics.subscribe('http.server.response.finish', onFinish);
  return {
    families: () => [
      {
        name: 'hub_http_requests_total',
        help: 'Requests answered, by status.',
        type: 'counter',
        samples: [...statuses].map(([status, value]) => ({ labels: { status: String(status) }, value })),
      },
      durations.family('hub_http_request_duration_seconds', 'Time from the request’s head to its answer’s end.'),
    ],
    close: () => {
      diagnostics.unsubscribe('http.server.request.start', onStart);
      diagnostics.unsubscribe('http.server.response.finish', onFinish);
    },
  };
}
