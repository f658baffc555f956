import type { Actor } from '../../platform/actor.ts';
import { forgetAbort, LifeSignal, requestTimeoutOf, stopOnAbort, type Signal } from './deadline.ts';

/** What is under way for a key, and who waits for it. */
interface Shared<T> {
  readonly result: Promise<T>;
  readonly signal: LifeSignal;
  waiting: number;
}

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

/** For queries only: two identical mutations are two changes. */
export function mergeInFlight<T>(): InFlight<T> {
  const underWay = new Map<string, Shared<T>>();
  const begin = (key: string, run: (signal: Signal) => Promise<T>): Shared<T> => {
    const signal = new LifeSignal();
    const shared: Shared<T> = { signal, waiting: 0, result: run(signal) };
    underWay.set(key, shared);
    const forget = () => {
      if (underWay.get(key) === shared) underWay.delete(key);
    };
    // Each who waits is told of the failure by `result` itself.
    shared.result.then(forget, forget);
    return shared;
  };
  return {
    merge: (key, signal, run) => {
      if (signal.aborted) return Promise.reject(reasonOf(signal));
      const shared = underWay.get(key) ?? begin(key, run);
      return waited(shared, signal, () => {
        if (underWay.get(key) === shared) underWay.delete(key);
      });
    },
    size: () => underWay.size,
  };
}

function waited<T>(shared: Shared<T>, signal: Signal, forget: () => void): Promise<T> {
  shared.waiting += 1;
  return new Promise((resolve, reject) => {
    let isWaiting = true;
    const end = () => {
      if (!isWaiting) return;
      isWaiting = false;
      shared.waiting -= 1;
      forgetAbort(signal, leaving);
    };
    const leave = () => {
      const isLate = requestTimeoutOf(signal) !== undefined;
      if (!isLate) {
        end();
        reject(reasonOf(signal));
        if (shared.waiting > 0) return;
      }
      forget();
      shared.signal.abort(reasonOf(signal));
    };
    const leaving = { stop: leave };
    stopOnAbort(signal, leaving);
    const settle = <V>(tell: (value: V) => void) => {
      return (value: V) => {
        end();
        tell(value);
      };
    };
    shared.result.then(settle(resolve), settle(reject));
  });
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
  for (const name of Object.keys(headers).sort()) {
    if (!WITHOUT_EFFECT.has(name)) key += `${name}:${headers[name] ?? ''}\n`;
  }
  return `${key}\n${body}`;
}
