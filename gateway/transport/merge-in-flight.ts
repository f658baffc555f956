import type { Actor } from '../../platform/actor.ts';
import type { Awaiting } from '../awaiting.ts';
import { TransientMap } from '../transient-map.ts';
import { forgetAbort, LifeSignal, requestTimeoutOf, stopOnAbort, type Signal, type Stoppable } from './deadline.ts';

/** One question: what makes it the same as another, and until when somebody wants its answer. */
export interface Asking {
  readonly key: string;
  readonly signal: Signal;
}

/** Identical questions under way, asked once: all who ask meanwhile receive the first one's answer. */
export interface InFlight<T> {
  /**
   * Tells the result for the key: of `run`, or of the one under way. Who leaves (signal aborted) is told the signal's
   * reason and does not stop the others; when the last one leaves, the run's own signal is aborted. A request that runs
   * out of time ends the run for all, so that each receives what was gathered.
   */
  readonly merge: (asking: Asking, run: (signal: Signal) => Promise<T>, awaiting: Awaiting<T>) => void;
  /** How many different questions are under way. */
  readonly size: () => number;
}

/**
 * For queries only: two identical mutations are two changes.
 *
 * @param onMerged told each time that who asks waits for what is under way.
 */
export function mergeInFlight<T>(onMerged: () => void = () => undefined): InFlight<T> {
  const underWay = new TransientMap<string, SharedRun<T>>();
  return {
    merge: ({ key, signal }, run, awaiting) => {
      if (signal.aborted) {
        queueMicrotask(() => awaiting.rejected(signal.reason));
        return;
      }
      let shared = underWay.get(key);
      if (shared === undefined) {
        shared = new SharedRun(key, underWay);
        shared.begin(run);
      } else onMerged();
      shared.add(new Waiter(shared, signal, awaiting));
    },
    size: () => underWay.size,
  };
}

/** What is under way for a key, and who waits for it. */
class SharedRun<T> {
  private readonly key: string;
  private readonly underWay: TransientMap<string, SharedRun<T>>;
  private readonly signal = new LifeSignal();
  private waiting: Waiter<T>[] = [];

  constructor(key: string, underWay: TransientMap<string, SharedRun<T>>) {
    this.key = key;
    this.underWay = underWay;
  }

  begin(run: (signal: Signal) => Promise<T>): void {
    this.underWay.set(this.key, this);
    run(this.signal).then(
      (value) => {
        this.forget();
        for (const waiter of this.waiting) waiter.resolved(value);
      },
      (error: unknown) => {
        this.forget();
        for (const waiter of this.waiting) waiter.rejected(error);
      },
    );
  }

  add(waiter: Waiter<T>): void {
    this.waiting.push(waiter);
  }

  leave(waiter: Waiter<T>, signal: Signal): void {
    if (requestTimeoutOf(signal) === undefined) {
      this.waiting = this.waiting.filter((each) => each !== waiter);
      waiter.rejected(signal.reason);
      if (this.waiting.length > 0) return;
    }
    this.forget();
    this.signal.abort(signal.reason as Error);
  }

  private forget(): void {
    if (this.underWay.get(this.key) === this) this.underWay.delete(this.key);
  }
}

class Waiter<T> implements Stoppable, Awaiting<T> {
  private readonly shared: SharedRun<T>;
  private readonly signal: Signal;
  private readonly awaiting: Awaiting<T>;

  constructor(shared: SharedRun<T>, signal: Signal, awaiting: Awaiting<T>) {
    this.shared = shared;
    this.signal = signal;
    this.awaiting = awaiting;
    stopOnAbort(signal, this);
  }

  stop(): void {
    this.shared.leave(this, this.signal);
  }

  resolved(value: T): void {
    forgetAbort(this.signal, this);
    this.awaiting.resolved(value);
  }

  rejected(error: unknown): void {
    forgetAbort(this.signal, this);
    this.awaiting.rejected(error);
  }
}

/** Headers that change no answer. */
const WITHOUT_EFFECT = new Set(['x-request-id']);

const marks = new WeakMap<Actor, string>();
let actors = 0;

/** Another text for another actor: one that was identified again, perhaps with other rights, is another one. */
function markOf(actor: Actor): string {
  const known = marks.get(actor);
  if (known !== undefined) return known;
  actors += 1;
  const mark = `${actor.kind} ${actors}`;
  marks.set(actor, mark);
  return mark;
}

/** What an answer depends on: who asks, the request's text and every header that subgraphs receive, but its identifier. */
export function inFlightKey(body: string, actor: Actor, headers: Readonly<Record<string, string>>): string {
  let key = markOf(actor);
  // Neither a name nor a value of a header can hold a line end: two different requests never have one key.
  for (const name of namesOf(headers)) key += `\n${name}:${headers[name] ?? ''}`;
  return body === '' ? key : `${key}\n\n${body}`;
}

const NO_NAMES: readonly string[] = [];

/** Of the headers that have an effect: most often there are none. */
function namesOf(headers: Readonly<Record<string, string>>): readonly string[] {
  let names: string[] | null = null;
  for (const name in headers) if (!WITHOUT_EFFECT.has(name)) (names ??= []).push(name);
  return names?.sort() ?? NO_NAMES;
}
