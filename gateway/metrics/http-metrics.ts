import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { EVENT_STREAM } from '../../platform/live/event-text.ts';
import { Durations } from './durations.ts';
import type { Family } from './prometheus-text.ts';

interface Exchange {
  readonly request: IncomingMessage & { [STARTED]?: number };
  readonly response: ServerResponse;
  readonly server: Server;
}

const STARTED = Symbol('started');

/** Answered requests, by status and duration; those merged with another among them. */
export class HttpMetrics {
  readonly #statuses = new Map<number, number>();
  readonly #durations = new Durations();
  #merged = 0;

  readonly answered = (status: number, ms: number): void => {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    this.#durations.add(ms);
  };

  readonly merged = (): void => {
    this.#merged += 1;
  };

  families(): readonly Family[] {
    const samples = [...this.#statuses].map(([status, value]) => ({ labels: { status: String(status) }, value }));
    const help = 'Time from the request’s head to its answer.';
    return [
      { name: 'hub_http_requests_total', help: 'Requests answered, by status.', type: 'counter', samples },
      this.#durations.family('hub_http_request_duration_seconds', help),
      {
        name: 'hub_http_requests_merged_total',
        help: 'Queries that waited for the same one of the same caller, under way.',
        type: 'counter',
        samples: [{ value: this.#merged }],
      },
    ];
  }
}

/**
 * Tells of what Node's server answers, which the door left to it, without any route having to.
 *
 * @returns what ends it.
 */
export function followServer(server: Server, { answered }: HttpMetrics): () => void {
  const onStart = (message: unknown) => {
    const { request, server: of } = message as Exchange;
    if (of === server) request[STARTED] = performance.now();
  };
  const onFinish = (message: unknown) => {
    const { request, response, server: of } = message as Exchange;
    const startedAt = request[STARTED];
    // A subscription lasts as long as its reader wants: it says nothing of how fast answers are.
    if (String(response.getHeader('content-type')).startsWith(EVENT_STREAM)) return;
    if (of === server && startedAt !== undefined) answered(response.statusCode, performance.now() - startedAt);
  };
  diagnostics.subscribe('http.server.request.start', onStart);
  diagnostics.subscribe('http.server.response.finish', onFinish);
  return () => {
    diagnostics.unsubscribe('http.server.request.start', onStart);
    diagnostics.unsubscribe('http.server.response.finish', onFinish);
  };
}
