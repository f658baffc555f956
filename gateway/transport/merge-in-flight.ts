import type { Actor } from '../../platform/actor.ts';
import { TransientMap } from '../transient-map.ts';
import { forgetAbort, LifeSignal, requestTimeoutOf, stopOnAbort, type Signal, type Stoppable } from './deadline.ts';

/** Identical questions under way, asked once: all who ask meanwhile receive the first one's answer. */
export interface InFlight<T> {
  /**
   * The result for the key: of `run`, or of the one under way. Who leaves (signal aborted) is rejected with the signal's
   * reason and does not stop the others; when the last one leaves, the run's own signal is aborted. A request that runs
   * out of time ends the run for all, so that each receives what was gathered.
   */
  readonly merge: (key: string, signal: Signal, run: (signal: Signal) => Promise<T>) => Promise<T>;
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
    merge: (key, signal, run) => {
      if (signal.aborted) return Promise.reject(reasonOf(signal));
      let shared = underWay.get(key);
      if (shared === undefined) {
        shared = new SharedRun(key, underWay);
        shared.begin(run);
      } else onMerged();
      return shared.wait(signal);
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
        for (const waiter of this.waiting) waiter.rejected(error as Error);
      },
    );
  }

  wait(signal: Signal): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push(new Waiter({ shared: this, signal, resolve, reject }));
    });
  }

  leave(waiter: Waiter<T>, signal: Signal): void {
    if (requestTimeoutOf(signal) === undefined) {
      this.waiting = this.waiting.filter((each) => each !== waiter);
      waiter.rejected(reasonOf(signal));
      if (this.waiting.length > 0) return;
    }
    this.forget();
    this.signal.abort(reasonOf(signal));
  }

  private forget(): void {
    if (this.underWay.get(this.key) === this) this.underWay.delete(this.key);
  }
}

interface Wait<T> {
  readonly shared: SharedRun<T>;
  readonly signal: Signal;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

class Waiter<T> implements Stoppable {
  private readonly wait: Wait<T>;

  constructor(wait: Wait<T>) {
    this.wait = wait;
    stopOnAbort(wait.signal, this);
  }

  stop(): void {
    this.wait.shared.leave(this, this.wait.signal);
  }

  resolved(value: T): void {
    forgetAbort(this.wait.signal, this);
    this.wait.resolve(value);
  }

  rejected(error: Error): void {
    forgetAbort(this.wait.signal, this);
    this.wait.reject(error);
  }
}

function reasonOf(signal: Signal): Error {
  return signal.reason as Error;
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
  let key = `${markOf(actor)}\n`;
  // Neither a name nor a value of a header can hold a line end: two different requests never have one key.
  for (const name of namesOf(headers)) key += `${name}:${headers[name] ?? ''}\n`;
  return `${key}\n${body}`;
}

const NO_NAMES: readonly string[] = [];

/** Of the headers that have an effect: most often there are none. */
function namesOf(headers: Readonly<Record<string, string>>): readonly string[] {
  let names: string[] | null = null;
  for (const name in headers) if (!WITHOUT_EFFECT.has(name)) (names ??= []).push(name);
  return names?.sort() ?? NO_NAMES;
}
