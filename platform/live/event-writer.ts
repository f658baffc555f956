import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { COMPLETE, EVENT_STREAM, KEEP_ALIVE, nextEvent } from './event-text.ts';

export interface EventWriterOptions {
  readonly keepAliveMs: number;
  /** A reader that takes longer to read what was written is cut off. */
  readonly slowMs: number;
  /** What the answer tells beside its type. */
  readonly headers?: OutgoingHttpHeaders;
}

/** Writes the events of one subscription; a reader that is too slow is cut off, so that nothing piles up for it. */
export class EventWriter {
  readonly #response: ServerResponse;
  readonly #slowMs: number;
  readonly #headers: OutgoingHttpHeaders;
  readonly #keepAlive: NodeJS.Timeout;
  /** Aborted once the connection is closed, by whoever. */
  readonly #gone = new AbortController();

  constructor(response: ServerResponse, { keepAliveMs, slowMs, headers = {} }: EventWriterOptions) {
    this.#response = response;
    this.#headers = headers;
    this.#slowMs = slowMs;
    this.#keepAlive = setInterval(() => {
      if (response.headersSent && !response.writableNeedDrain) response.write(KEEP_ALIVE);
    }, keepAliveMs);
    this.#keepAlive.unref();
    response.once('close', () => {
      clearInterval(this.#keepAlive);
      this.#gone.abort();
    });
    // What broke a connection is no fault of ours; `close` follows.
    response.on('error', () => undefined);
    if (response.closed || response.destroyed) this.#gone.abort();
  }

  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Tells the reader that events are followed from now on: what happens next is not missed. */
  begin(): void {
    if (this.gone.aborted || this.#response.headersSent) return;
    const own = {
      'content-type': `${EVENT_STREAM}; charset=utf-8`,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    };
    for (const [name, value] of Object.entries({ ...this.#headers, ...own })) {
      if (value !== undefined) this.#response.setHeader(name, value);
    }
    this.#response.writeHead(200);
    this.#response.write(KEEP_ALIVE);
  }

  /** Resolves once there is room for another event, or nobody reads any more. */
  async next(json: string): Promise<void> {
    this.begin();
    if (this.gone.aborted || this.#response.write(nextEvent(json))) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(late);
        this.#response.off('drain', done);
        this.gone.removeEventListener('abort', done);
        resolve();
      };
      const late = setTimeout(() => this.#response.destroy(), this.#slowMs);
      this.#response.once('drain', done);
      this.gone.addEventListener('abort', done);
    });
  }

  complete(): void {
    clearInterval(this.#keepAlive);
    this.begin();
    if (!this.gone.aborted) this.#response.end(COMPLETE);
  }
}
