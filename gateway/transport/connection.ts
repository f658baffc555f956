import type { Socket } from 'node:net';
import type { HeaderLines } from '../http/header-lines.ts';
import { AnswerReader, type AnswerSink, type Progress } from './answer-reader.ts';
import type { Question } from './connections.ts';
import type { Exchange } from './exchange.ts';
import { CLOSED_BY_SUBGRAPH, NOT_HTTP, OPENING_TIMED_OUT } from './outcome.ts';

/** Opens a socket whose bytes are lent to a callback; `whenOpen` is called once it can be written to. */
export type OpenSocket = (told: { readonly read: (bytes: Buffer) => void; readonly whenOpen: () => void }) => Socket;

/** Who keeps a connection. */
export interface ConnectionKeeper {
  /** It is open, and ready for its first exchange. */
  readonly opened: (connection: Connection) => void;
  /** It is ready for the next exchange. */
  readonly free: (connection: Connection) => void;
  /** It is closed, with the code of why; `isUnopened` when it never was ready. */
  readonly lost: (connection: Connection, code: string, isUnopened: boolean) => void;
}

/** How long a connection is kept without exchange, unless the subgraph says that it keeps it less or longer. */
const KEPT_MS = 4000;
const MAX_KEPT_MS = 600_000;
/** A connection is left so long before the subgraph would close it, lest the two cross. */
const MARGIN_MS = 1000;

/** One connection to a subgraph, for one exchange at a time. */
export class Connection implements AnswerSink {
  private readonly socket: Socket;
  private readonly keeper: ConnectionKeeper;
  private readonly reader = new AnswerReader(this);
  private exchange: Exchange | null = null;
  private keptMs = KEPT_MS;
  private keptUntil = 0;
  private code = CLOSED_BY_SUBGRAPH;
  private isOpen = false;
  private isClosed = false;

  constructor(openSocket: OpenSocket, keeper: ConnectionKeeper, openingMs: number) {
    this.keeper = keeper;
    const late = setTimeout(() => {
      this.close(OPENING_TIMED_OUT);
    }, openingMs);
    this.socket = openSocket({
      read: (bytes) => {
        this.read(bytes);
      },
      whenOpen: () => {
        clearTimeout(late);
        this.isOpen = true;
        this.keptUntil = performance.now() + KEPT_MS;
        keeper.opened(this);
      },
    });
    this.socket.on('error', (error: NodeJS.ErrnoException) => {
      this.code = error.code ?? 'unknown';
    });
    this.socket.on('end', () => {
      if (this.exchange !== null && this.reader.isEndedByClosing()) this.went('whole-last');
      else this.close(CLOSED_BY_SUBGRAPH);
    });
    this.socket.on('close', () => {
      clearTimeout(late);
      this.closed();
    });
  }

  /** Whether the subgraph may still expect an exchange. */
  isKept(now: number): boolean {
    return !this.isClosed && now < this.keptUntil;
  }

  /** Sends a question; the connection is free again when its answer is whole. */
  send({ exchange, head, body, isAscii }: Question): void {
    this.exchange = exchange;
    this.reader.begin();
    exchange.sentOn(this);
    if (typeof body === 'string') {
      this.socket.write(head + body, isAscii ? 'latin1' : 'utf8');
      return;
    }
    this.socket.cork();
    this.socket.write(head, 'latin1');
    this.socket.write(body);
    this.socket.uncork();
  }

  /** Ends it now; its exchange, if it has one, fails with the code. */
  close(code: string): void {
    this.code = code;
    this.socket.destroy();
    this.closed();
  }

  head(status: number, headers: HeaderLines): void {
    this.keptMs = keptMs(headers['keep-alive']);
    this.exchange?.head(status, headers);
  }

  data(bytes: Buffer): void {
    this.exchange?.data(bytes);
  }

  private read(bytes: Buffer): void {
    // Bytes that nobody asked for cannot be the answer to the next question.
    if (this.exchange === null) this.close(NOT_HTTP);
    else this.went(this.reader.read(bytes));
  }

  private went(progress: Progress): void {
    const { exchange } = this;
    if (exchange === null || progress === 'more') return;
    if (progress === 'not-http') {
      this.close(NOT_HTTP);
      return;
    }
    this.exchange = null;
    if (progress === 'whole') {
      this.keptUntil = performance.now() + this.keptMs;
      this.keeper.free(this);
    } else this.close(CLOSED_BY_SUBGRAPH);
    exchange.whole();
  }

  private closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const { exchange } = this;
    this.exchange = null;
    exchange?.failed(this.code);
    this.keeper.lost(this, this.code, !this.isOpen);
  }
}

function keptMs(told: string | string[] | undefined): number {
  if (told === undefined) return KEPT_MS;
  const seconds = typeof told === 'string' ? /\btimeout=(\d{1,9})\b/i.exec(told)?.[1] : undefined;
  return seconds === undefined ? KEPT_MS : Math.min(Number(seconds) * 1000, MAX_KEPT_MS) - MARGIN_MS;
}
