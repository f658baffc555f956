import { Connection, type ConnectionKeeper, type OpenSocket } from './connection.ts';
import type { Exchange } from './exchange.ts';
import { DESTROYED } from './outcome.ts';

/** A question that waits for a connection, or is sent on one. */
export interface Question {
  readonly exchange: Exchange;
  readonly head: string;
  readonly body: string | Buffer;
  /** A text of one byte a character, which is written faster. */
  readonly isAscii: boolean;
}

const MAX_CONNECTIONS = 64;
const SWEEP_MS = 1000;

/** The connections to one address: opened when needed, kept while the subgraph keeps them, the last used first. */
export class Connections implements ConnectionKeeper {
  private readonly openSocket: OpenSocket;
  private readonly openingMs: number;
  private readonly all = new Set<Connection>();
  private readonly idle: Connection[] = [];
  private readonly waiting: Question[] = [];
  private opening = 0;
  private isRetired = false;
  private readonly sweeping: NodeJS.Timeout;

  constructor(openSocket: OpenSocket, openingMs: number) {
    this.openSocket = openSocket;
    this.openingMs = openingMs;
    this.sweeping = setInterval(() => {
      this.sweep();
    }, SWEEP_MS).unref();
  }

  ask(question: Question): void {
    const now = performance.now();
    for (let kept = this.idle.pop(); kept !== undefined; kept = this.idle.pop()) {
      if (kept.isKept(now)) {
        kept.send(question);
        return;
      }
      kept.close(DESTROYED);
    }
    this.waiting.push(question);
    this.openMore();
  }

  opened(connection: Connection): void {
    this.opening -= 1;
    this.free(connection);
  }

  free(connection: Connection): void {
    if (!this.all.has(connection)) return;
    const next = this.nextWaiting();
    if (next !== undefined) connection.send(next);
    else if (this.isRetired) connection.close(DESTROYED);
    else this.idle.push(connection);
  }

  lost(connection: Connection, code: string, isUnopened: boolean): void {
    this.all.delete(connection);
    const at = this.idle.indexOf(connection);
    if (at !== -1) this.idle.splice(at, 1);
    if (isUnopened) {
      this.opening -= 1;
      this.nextWaiting()?.exchange.failed(code);
    }
    this.openMore();
  }

  /** Takes no other question; the connections end with those under way. */
  retire(): void {
    this.isRetired = true;
    clearInterval(this.sweeping);
    for (const connection of this.idle.splice(0)) connection.close(DESTROYED);
  }

  /** Ends everything now. */
  destroy(): void {
    this.retire();
    for (const { exchange } of this.waiting.splice(0)) exchange.failed(DESTROYED);
    for (const connection of [...this.all]) connection.close(DESTROYED);
  }

  private nextWaiting(): Question | undefined {
    let next = this.waiting.shift();
    while (next?.exchange.isOver === true) next = this.waiting.shift();
    return next;
  }

  /** Opens a connection for each question that waits and has none coming, as far as there may be more. */
  private openMore(): void {
    while (this.opening < this.waiting.length && this.all.size < MAX_CONNECTIONS) {
      this.opening += 1;
      this.all.add(new Connection(this.openSocket, this, this.openingMs));
    }
  }

  private sweep(): void {
    const now = performance.now();
    for (const connection of this.idle.filter((each) => !each.isKept(now))) connection.close(DESTROYED);
  }
}
