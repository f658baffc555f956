import { TimeLimit, type Limited } from './time-limit.ts';

/** Why a signal was aborted, when it is because the time given to the whole request has passed. */
class RequestTimeout extends Error {
  readonly isRequestTimeout = true;
  readonly timeoutMs: number;
  constructor(timeoutMs: number) {
    super('The time given to the request has passed.');
    this.timeoutMs = timeoutMs;
  }
}

/** What is stopped when a signal aborts. */
export interface Stoppable {
  readonly stop: () => void;
}

/** Aborted when nobody waits for an answer any more. An `AbortSignal` is one; the door's own costs a request less. */
export type Signal = AbortSignal | LifeSignal;

/** A signal that is cheap to make: no event, no listener before something is to be stopped. */
export class LifeSignal {
  private isAborted = false;
  private why: Error | undefined;
  /** Most have one only. */
  private stoppable: Stoppable | null = null;
  private others: Set<Stoppable> | null = null;

  get aborted(): boolean {
    return this.isAborted;
  }

  get reason(): Error | undefined {
    return this.why;
  }

  add(stoppable: Stoppable): void {
    if (this.stoppable === null) this.stoppable = stoppable;
    else (this.others ??= new Set()).add(stoppable);
  }

  forget(stoppable: Stoppable): void {
    if (this.stoppable === stoppable) this.stoppable = null;
    else this.others?.delete(stoppable);
  }

  abort(why: Error): void {
    if (this.isAborted) return;
    this.isAborted = true;
    this.why = why;
    this.stoppable?.stop();
    for (const each of this.others ?? []) each.stop();
  }
}

/** The life of one request of a client, from its arrival to its answer, however many subgraphs it asks. */
export class RequestLife extends LifeSignal implements Limited {
  readonly begunAt = performance.now();
  dueAt = 0;
  before: Limited | null = null;
  after: Limited | null = null;
  private readonly limit: TimeLimit;

  constructor(limit: TimeLimit) {
    super();
    this.limit = limit;
    limit.begin(this, this.begunAt);
  }

  /** The client went away: nobody waits for the answer. */
  hangUp(): void {
    this.end();
    this.abort(new DOMException('The client went away.', 'AbortError'));
  }

  /** The answer was given: the deadline is forgotten. */
  end(): void {
    this.limit.end(this);
  }

  expired(): void {
    this.abort(new RequestTimeout(this.limit.ms));
  }
}

const limits = new Map<number, TimeLimit>();

/** Begins the time given to one request: few different ones, as it is a setting. */
export function beginRequest(timeoutMs: number): RequestLife {
  let limit = limits.get(timeoutMs);
  if (limit === undefined) limits.set(timeoutMs, (limit = new TimeLimit(timeoutMs)));
  return new RequestLife(limit);
}

/** The time that was given to the whole request, when that is what aborted its signal; else its client went away. */
export function requestTimeoutOf(signal: Signal): number | undefined {
  const reason: unknown = signal.reason;
  if (typeof reason !== 'object' || reason === null || !('isRequestTimeout' in reason)) return undefined;
  return 'timeoutMs' in reason && typeof reason.timeoutMs === 'number' ? reason.timeoutMs : undefined;
}

const stoppables = new WeakMap<AbortSignal, Set<Stoppable>>();

/** Stops it when the signal aborts. A signal has one listener, however many fetches a request makes. */
export function stopOnAbort(signal: Signal, stoppable: Stoppable): void {
  if (signal instanceof LifeSignal) {
    signal.add(stoppable);
    return;
  }
  const known = stoppables.get(signal);
  if (known !== undefined) {
    known.add(stoppable);
    return;
  }
  const all = new Set([stoppable]);
  stoppables.set(signal, all);
  signal.addEventListener('abort', () => {
    for (const each of all) each.stop();
  });
}

/** It has ended by itself. */
export function forgetAbort(signal: Signal, stoppable: Stoppable): void {
  if (signal instanceof LifeSignal) signal.forget(stoppable);
  else stoppables.get(signal)?.delete(stoppable);
}
