import { afterEach, beforeEach } from '@jest/globals';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { until } from '../../support/until.ts';
import { hostileServer, open, type Behaviour, type HostileServer, type Opened, type OpenOptions } from './hostile.ts';

export const resets: Behaviour = (socket) => socket.resetAndDestroy();
export const hangs: Behaviour = () => undefined;

/** Of each test: a hostile server and the way to it, once it has started. */
export class HostileCase {
  #clock: HeldClock | undefined;
  #server: HostileServer | undefined;
  #opened: Opened | undefined;

  get clock(): HeldClock {
    return there(this.#clock);
  }

  get server(): HostileServer {
    return there(this.#server);
  }

  get transport(): Opened['transport'] {
    return there(this.#opened).transport;
  }

  get logs(): Opened['logs'] {
    return there(this.#opened).logs;
  }

  /** Opens both; the server listens on a Unix socket when one is given. */
  async start({ socketPath, ...options }: OpenOptions & { socketPath?: string } = {}): Promise<void> {
    this.#server = await hostileServer(socketPath);
    this.#opened = open(this.#server.url, options);
  }

  hold(): void {
    this.#clock = holdClock();
  }

  async end(): Promise<void> {
    this.transport.close();
    await this.server.close();
    this.#clock?.release();
  }

  /** So many requests have come to the server. */
  async arrived(count: number): Promise<void> {
    await until(`${count} requests at the subgraph`, () => this.server.requests.length >= count);
  }
}

/** For each test of a file. The clock is held where the test itself tells it to advance. */
export function hostileCase({ isClockHeld }: { readonly isClockHeld: boolean }): HostileCase {
  const its = new HostileCase();
  if (isClockHeld) beforeEach(() => its.hold());
  afterEach(() => its.end());
  return its;
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The test has not started it.');
  return value;
}
