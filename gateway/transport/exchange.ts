import { publicationOf } from '../../platform/publication/publication-header.ts';
import { publicMaxAge } from '../caching/cache-control.ts';
import type { HeaderLines } from '../http/header-lines.ts';
import { AnswerBytes } from './answer-bytes.ts';
import { answerHead, tooLarge } from './answer-head.ts';
import type { AnswerSink } from './answer-reader.ts';
import { forgetAbort, requestTimeoutOf, stopOnAbort, type Signal, type Stoppable } from './deadline.ts';
import { DESTROYED, failureOf, refused, type Failed, type Outcome } from './outcome.ts';

/** What bounds one exchange. */
export interface ExchangeBounds {
  readonly signal: Signal;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** So much of a refused answer is read away, so that its connection can serve again; beyond, the connection is closed. */
const MAX_DISCARDED_BYTES = 65_536;

/**
 * One question to a subgraph and its answer. Its outcome is told once, as soon as it is known; the connection is given
 * back when the answer has ended, at the latest at the deadline.
 */
export class Exchange implements AnswerSink, Stoppable {
  private readonly bounds: ExchangeBounds;
  private readonly tell: (outcome: Outcome) => void;
  private readonly timer: NodeJS.Timeout;
  /** The connection on which it was sent; `null` before that. */
  private connection: { readonly close: (code: string) => void } | null = null;
  private isTold = false;
  private isStopped = false;
  /** The body; `null` before it comes, and once its outcome is told. */
  private body: AnswerBytes | null = null;
  private size = 0;
  private maxAge = 0;
  private publication: number | undefined = undefined;

  constructor(bounds: ExchangeBounds, tell: (outcome: Outcome) => void) {
    this.bounds = bounds;
    this.tell = tell;
    this.timer = setTimeout(expire, bounds.timeoutMs, this);
    stopOnAbort(bounds.signal, this);
  }

  /** Nobody waits for it any more: it is not to be sent. */
  get isOver(): boolean {
    return this.isStopped;
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

  /** It is being written to a connection, which it closes when it is broken off. */
  sentOn(connection: { readonly close: (code: string) => void }): void {
    this.connection = connection;
  }

  head(status: number, headers: HeaderLines): void {
    const head = answerHead(status, headers, this.bounds.maxBytes);
    if (head.kind === 'readable') {
      this.body = new AnswerBytes(head.declaredBytes);
      this.maxAge = publicMaxAge(headers);
      this.publication = publicationOf(headers);
      return;
    }
    this.settle(head);
    const declared = Number(headers['content-length'] ?? 0);
    if (declared > MAX_DISCARDED_BYTES) this.abort();
  }

  data(bytes: Buffer): void {
    this.size += bytes.length;
    if (this.isTold) {
      if (this.size > MAX_DISCARDED_BYTES) this.abort();
    } else if (this.size > this.bounds.maxBytes) {
      this.settle(tooLarge(this.bounds.maxBytes));
      this.abort();
    } else this.body?.add(bytes);
  }

  /** The answer is whole. */
  whole(): void {
    this.release();
    if (this.isTold) return;
    const { maxAge, publication } = this;
    const latin1 = this.body?.latin1() ?? null;
    this.settle(
      latin1 === null ? refused('UNREADABLE', 'invalid UTF-8') : { kind: 'answered', latin1, maxAge, publication },
    );
  }

  /** The connection failed, or could not be opened. */
  failed(code: string): void {
    this.release();
    this.settle(failureOf(code, this.connection !== null));
  }

  private breakOff(reason: Failed['reason'], detail: string, verdict: Failed['verdict'] = 'neutral'): void {
    this.settle({ kind: 'failed', reason, detail, sent: this.connection !== null, broken: false, verdict });
    this.abort();
  }

  private abort(): void {
    this.isStopped = true;
    this.release();
    this.connection?.close(DESTROYED);
  }

  private settle(outcome: Outcome): void {
    if (this.isTold) return;
    this.isTold = true;
    this.body = null;
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
