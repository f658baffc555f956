import type { Verdict } from './outcome.ts';

/** When a circuit opens, and for how long. */
export interface BreakerSettings {
  /** So many failures in a row open the circuit. */
  readonly failures: number;
  /** So long nothing is asked, then one request tries. */
  readonly openMs: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** How a request was let through; given back with its verdict. */
export type Pass = 'ordinary' | 'probe';

/** Spares callers the wait for a subgraph that fails, and that subgraph the questions. */
export interface Breaker {
  /** Lets a request through, or not (`null`); each pass is given back by `done`. */
  readonly pass: () => Pass | null;
  readonly done: (pass: Pass, verdict: Verdict) => void;
  readonly state: () => BreakerState;
}

/** A circuit, closed at first. While it is open or half-open, only the probe's verdict counts: the others are older. */
export function circuitBreaker(
  { failures, openMs }: BreakerSettings,
  { now, onChange }: { now: () => number; onChange: (state: BreakerState) => void },
): Breaker {
  let inARow = 0;
  let openedAt: number | null = null;
  let isProbing = false;
  const stateNow = (): BreakerState => (openedAt === null ? 'closed' : isProbing ? 'half-open' : 'open');
  const open = () => {
    openedAt = now();
    onChange('open');
  };
  const close = () => {
    openedAt = null;
    inARow = 0;
    onChange('closed');
  };
  return {
    pass: () => {
      if (openedAt === null) return 'ordinary';
      if (isProbing || now() - openedAt < openMs) return null;
      isProbing = true;
      onChange('half-open');
      return 'probe';
    },
    done: (pass, verdict) => {
      if (pass === 'probe') {
        isProbing = false;
        if (verdict === 'success') close();
        // A probe whose caller went away said nothing: the next request is the probe.
        else if (verdict === 'failure') open();
      } else if (openedAt === null) {
        if (verdict === 'success') inARow = 0;
        else if (verdict === 'failure' && ++inARow >= failures) open();
      }
    },
    state: stateNow,
  };
}
