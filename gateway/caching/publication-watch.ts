import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { SubgraphAddress } from '../transport/address.ts';
import { askedPublication } from './publication-question.ts';

/** The number of each subgraph's last publication, as far as the gateway knows it. */
export interface PublicationWatch {
  /** Where a subgraph is; it is not asked before one of its answers told a number. */
  readonly declare: (subgraph: string, address: SubgraphAddress) => void;
  /** `undefined` when it was not confirmed lately: then nothing that was kept may be served. */
  readonly current: (subgraph: string) => number | undefined;
  /** An answer to a question sent at `sentAt` told this number. */
  readonly seen: (subgraph: string, told: { readonly number: number; readonly sentAt: number }) => void;
  readonly close: () => void;
}

/** What was confirmed longer ago is not known any more: the bound on how late a reader can be (docs/architecture.md). */
const CONFIRMED_FOR_MS = 3000;
const PAUSE_MS = 50;
const PAUSE_AFTER_FAILURE_MS = 500;

export interface WatchOptions {
  /** Told when a subgraph's number moves. */
  readonly onMove: (subgraph: string) => void;
  readonly ask?: typeof askedPublication;
}

/** Follows each subgraph by a question that waits for the next number. */
export function watchPublications({ onMove, ask = askedPublication }: WatchOptions): PublicationWatch {
  const subgraphs = new Map<string, Followed>();
  const over = new AbortController();
  const of = (subgraph: string): Followed => {
    const known = subgraphs.get(subgraph);
    if (known !== undefined) return known;
    const made = new Followed(() => {
      onMove(subgraph);
    });
    subgraphs.set(subgraph, made);
    return made;
  };
  return {
    declare: (subgraph, address) => {
      of(subgraph).address = address;
    },
    current: (subgraph) => subgraphs.get(subgraph)?.current(),
    seen: (subgraph, { number, sentAt }) => {
      const followed = of(subgraph);
      followed.seen(number, sentAt);
      followed.start(ask, over.signal);
    },
    close: () => {
      over.abort();
    },
  };
}

class Followed {
  address: SubgraphAddress | null = null;
  readonly #onMove: () => void;
  #number = 0;
  #movedAt = 0;
  #confirmedAt = -Infinity;
  #isFollowing = false;

  constructor(onMove: () => void) {
    this.#onMove = onMove;
  }

  current(): number | undefined {
    return performance.now() - this.#confirmedAt < CONFIRMED_FOR_MS ? this.#number : undefined;
  }

  /** An answer may come late: it tells something only when its number is a newer one, or the same. */
  seen(number: number, sentAt: number): void {
    if (number > this.#number) this.#move(number);
    if (number === this.#number) this.#confirmedAt = Math.max(this.#confirmedAt, sentAt);
  }

  start(ask: typeof askedPublication, signal: AbortSignal): void {
    if (this.#isFollowing || this.address === null || signal.aborted) return;
    this.#isFollowing = true;
    void this.#follow(ask, signal);
  }

  async #follow(ask: typeof askedPublication, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.address !== null) {
      const sentAt = performance.now();
      const number = await ask(this.address, { after: this.#number, signal }).catch(() => null);
      if (number !== null) this.#told(number, sentAt);
      await pause(number === null ? PAUSE_AFTER_FAILURE_MS : PAUSE_MS, null, { signal, ref: false }).catch(() => null);
    }
  }

  /** What the subgraph says when asked holds, also a smaller number (its database was restored), unless it said so before. */
  #told(number: number, sentAt: number): void {
    if (number < this.#number && sentAt < this.#movedAt) return;
    if (number !== this.#number) this.#move(number);
    this.#confirmedAt = Math.max(this.#confirmedAt, sentAt);
  }

  #move(number: number): void {
    this.#number = number;
    this.#movedAt = performance.now();
    this.#onMove();
  }
}
