import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { publicMaxAge } from '../caching/cache-control.ts';
import { publicationOf } from '../../platform/publication/publication-header.ts';
import { answerHead, tooLarge } from './answer-head.ts';
import { forgetAbort, requestTimeoutOf, stopOnAbort, type Stoppable } from './deadline.ts';
import { failureOf, refused, type Failed, type Outcome } from './outcome.ts';

/** What bounds one exchange. */
export interface ExchangeBounds {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** So much of a refused answer is read away, so that its connection can serve again; beyond, the connection is closed. */
const MAX_DISCARDED_BYTES = 65_536;

const NO_BYTES = Buffer.alloc(0);

/**
 * One question to a subgraph and its answer. Its outcome is told once, as soon as it is known; the connection is given
 * back when the answer has ended, at the latest at the deadline.
 */
export class Exchange implements Dispatcher.DispatchHandler, Stoppable {
  private readonly bounds: ExchangeBounds;
  private readonly tell: (outcome: Outcome) => void;
  private readonly timer: NodeJS.Timeout;
  private controller: Dispatcher.DispatchController | null = null;
  private isTold = false;
  private isStopped = false;
  private first: Buffer | null = null;
  private rest: Buffer[] | null = null;
  private size = 0;
  private maxAge = 0;
  private publication: number | undefined = undefined;

  constructor(bounds: ExchangeBounds, tell: (outcome: Outcome) => void) {
    this.bounds = bounds;
    this.tell = tell;
    this.timer = setTimeout(expire, bounds.timeoutMs, this);
    stopOnAbort(bounds.signal, this);
  }

  /** The signal of the caller was aborted. */
  stop(): void {
    const timeoutMs = requestTimeoutOf(this.bounds.signal);
    if (timeoutMs === undefined) this.breakOff('CANCELLED', 'the caller hung up');
    else this.breakOff('TIMEOUT', `the whole request lasted ${timeoutMs} ms`);
  }

  expired(): void {
    this.breakOff('TIMEOUT', `no answer in ${this.bounds.timeoutMs} ms`, 'failure');
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Thrown, not aborted: the connection that was opened or waited for stays good for another request.
    if (this.isStopped) throw new Error('The exchange ended before it was sent.');
    this.controller = controller;
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    const head = answerHead(status, headers, this.bounds.maxBytes);
    if (head.kind === 'readable') {
      this.maxAge = publicMaxAge(headers);
      this.publication = publicationOf(headers);
      return;
    }
    this.settle(head);
    const declared = Number(headers['content-length'] ?? 0);
    if (declared > MAX_DISCARDED_BYTES) this.abort();
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.isTold) {
      if (this.size > MAX_DISCARDED_BYTES) this.abort();
    } else if (this.size > this.bounds.maxBytes) {
      this.settle(tooLarge(this.bounds.maxBytes));
      this.abort();
    } else if (this.first === null) this.first = chunk;
    else (this.rest ??= [this.first]).push(chunk);
  }

  onResponseEnd(): void {
    this.release();
    if (this.isTold) return;
    const body = this.rest === null ? (this.first ?? NO_BYTES) : Buffer.concat(this.rest, this.size);
    const { maxAge, publication } = this;
    this.settle(
      isUtf8(body) ? { kind: 'answered', body, maxAge, publication } : refused('UNREADABLE', 'invalid UTF-8'),
    );
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.release();
    this.settle(failureOf(error, this.controller !== null));
  }

  private breakOff(reason: Failed['reason'], detail: string, verdict: Failed['verdict'] = 'neutral'): void {
    const sent = this.controller !== null;
    this.settle({ kind: 'failed', reason, detail, sent, broken: false, verdict });
    this.abort();
  }

  private abort(): void {
    this.isStopped = true;
    this.release();
    this.controller?.abort(new Error('The exchange was broken off.'));
  }

  private settle(outcome: Outcome): void {
    if (this.isTold) return;
    this.isTold = true;
    this.first = this.rest = null;
    this.tell(outcome);
  }

  private release(): void {
    clearTimeout(this.timer);
    forgetAbort(this.bounds.signal, this);
  }
}

function expire(exchange: Exchange): void {
  exchange.expired();
}
