/** What has to end in time. It belongs to one limit at once. */
export interface Limited {
  /** `performance.now()` of when its time is over; the limit's own affair, like its neighbours. */
  dueAt: number;
  before: Limited | null;
  after: Limited | null;
  /** Its time is over. */
  expired: () => void;
}

/**
 * Ends what lasts too long. All of one limit is given the same time, so that what began first is due first: one timer, of
 * the first, serves all of it, and is set again only when it rings or when nothing was under way.
 */
export class TimeLimit {
  readonly ms: number;
  #first: Limited | null = null;
  #last: Limited | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.ms = ms;
  }

  begin(limited: Limited, now: number): void {
    limited.dueAt = now + this.ms;
    limited.before = this.#last;
    if (this.#last === null) this.#first = limited;
    else this.#last.after = limited;
    this.#last = limited;
    if (limited.before === null) this.#wait(this.ms);
  }

  /** It has ended by itself. What has ended before is left as it is. */
  end(limited: Limited): void {
    const { before, after } = limited;
    if (before === null && after === null && this.#first !== limited) return;
    if (before === null) this.#first = after;
    else before.after = after;
    if (after === null) this.#last = before;
    else after.before = before;
    // One that has grown old must not keep those that came after it.
    limited.before = limited.after = null;
    if (this.#first === null) clearTimeout(this.#timer);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(ring, ms, this);
  }

  ring(): void {
    const now = performance.now();
    for (let due = this.#first; due !== null && due.dueAt <= now; due = this.#first) {
      this.end(due);
      due.expired();
    }
    if (this.#first !== null) this.#wait(Math.ceil(this.#first.dueAt - now));
  }
}

function ring(limit: TimeLimit): void {
  limit.ring();
}
