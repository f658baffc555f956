/** Why a signal was aborted, when it is because the time given to the whole request has passed. */
class RequestTimeout extends Error {
  readonly isRequestTimeout = true;
  readonly timeoutMs: number;
  constructor(timeoutMs: number) {
    super('The time given to the request has passed.');
    this.timeoutMs = timeoutMs;
  }
}

/** The life of one request of a client, from its arrival to its answer. */
export interface RequestLife {
  /** Aborted when the client goes away, or when the time given to the whole request has passed. */
  readonly signal: AbortSignal;
  /** The client went away: nobody waits for the answer. */
  readonly hangUp: () => void;
  /** The answer was given: the deadline is forgotten. */
  readonly end: () => void;
}

/** Begins the time given to one request: one timer for the whole of it, however many subgraphs it asks. */
export function beginRequest(timeoutMs: number): RequestLife {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new RequestTimeout(timeoutMs));
  }, timeoutMs);
  const end = () => {
    clearTimeout(timer);
  };
  return {
    signal: controller.signal,
    hangUp: () => {
      end();
      controller.abort();
    },
    end,
  };
}

/** The time that was given to the whole request, when that is what aborted its signal; else its client went away. */
export function requestTimeoutOf(signal: AbortSignal): number | undefined {
  const reason: unknown = signal.reason;
  if (typeof reason !== 'object' || reason === null || !('isRequestTimeout' in reason)) return undefined;
  return 'timeoutMs' in reason && typeof reason.timeoutMs === 'number' ? reason.timeoutMs : undefined;
}

/** What is stopped when a signal aborts. */
export interface Stoppable {
  readonly stop: () => void;
}

const stoppables = new WeakMap<AbortSignal, Set<Stoppable>>();

/** Stops it when the signal aborts. A signal has one listener, however many fetches a request makes. */
export function stopOnAbort(signal: AbortSignal, stoppable: Stoppable): void {
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
export function forgetAbort(signal: AbortSignal, stoppable: Stoppable): void {
  stoppables.get(signal)?.delete(stoppable);
}
