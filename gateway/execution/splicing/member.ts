import type { Stoppable } from '../../transport/deadline.ts';
import type { RunInput, SubgraphReply } from '../contract.ts';
import type { Received } from '../running/gathering.ts';

/** Who waits for the answer to one request. */
export interface Waiter {
  readonly input: RunInput;
  /** Told the answer, its bytes one by character. */
  readonly spliced: (latin1: string) => void;
  /** Told that it is to be served by the general executor, from what was received. */
  readonly handedOver: (received: Received) => void;
  /** Told an error of the gateway's own. */
  readonly failed: (error: unknown) => void;
}

/** Told whose client goes away, or whose time is over. */
interface Leaving {
  readonly goes: (member: Member) => void;
}

interface Asked {
  readonly body: string;
  readonly reply: Promise<SubgraphReply>;
}

/** One request of a cohort. Its `stop` is no closure: with one for each member, V8's scavenger kept whole cohorts alive. */
export class Member implements Stoppable {
  readonly waiter: Waiter;
  /** Its place in the cohort. */
  readonly at: number;
  /** What it asked itself, by the fetch's place in the plan: most often nothing. */
  #asked: Map<number, Asked> | null = null;
  /** It goes on by itself. */
  hasLeft = false;
  readonly #of: Leaving;

  constructor(of: Leaving, waiter: Waiter, at: number) {
    this.#of = of;
    this.waiter = waiter;
    this.at = at;
  }

  /** It asks this fetch by itself. */
  asks(id: number, asked: Asked): void {
    (this.#asked ??= new Map()).set(id, asked);
  }

  asked(id: number): Asked | undefined {
    return this.#asked?.get(id);
  }

  stop(): void {
    this.#of.goes(this);
  }
}
