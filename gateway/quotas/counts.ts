import { LRUCache } from 'lru-cache';

/** Requests of one subject in one window. */
interface Count {
  readonly subject: string;
  readonly windowMs: number;
  readonly window: number;
  /** Counted by this process. */
  own: number;
  /** Of those, told to the other gateways. */
  told: number;
  /** Counted by the other gateways, as last heard. */
  others: number;
}

/** Requests counted by subject and window; the windows of every gateway begin at the same instants. */
export interface Counts {
  /** What was counted in the subject's current window. */
  readonly of: (subject: string, windowMs: number) => Count;
  readonly add: (count: Count, points: number) => void;
  /** What the other gateways have not been told yet, and how to settle each once they are. */
  readonly untold: () => readonly Untold[];
}

export interface Untold {
  readonly subject: string;
  readonly window: number;
  readonly windowMs: number;
  readonly points: number;
  /** @param total what all gateways together have counted in the window. */
  readonly settle: (total: number) => void;
}

/** Subjects remembered at once; the one that asked longest ago is forgotten first. */
const MAX_SUBJECTS = 50_000;

/** @param now milliseconds since the epoch. */
export function openCounts(now: () => number): Counts {
  const counts = new LRUCache<string, Count>({ max: MAX_SUBJECTS });
  const changed = new Set<Count>();
  const of = (subject: string, windowMs: number): Count => {
    const window = Math.floor(now() / windowMs);
    const known = counts.get(subject);
    if (known?.window === window) return known;
    if (known !== undefined) changed.delete(known);
    const count = { subject, windowMs, window, own: 0, told: 0, others: 0 };
    counts.set(subject, count);
    return count;
  };
  return {
    of,
    add: (count, points) => {
      count.own += points;
      if (changed.size < MAX_SUBJECTS) changed.add(count);
    },
    untold: () =>
      [...changed].map((count) => {
        const { subject, windowMs, window } = count;
        const points = count.own - count.told;
        return {
          subject,
          windowMs,
          window,
          points,
          settle: (total) => {
            count.told += points;
            count.others = Math.max(0, total - count.told);
            if (count.told === count.own) changed.delete(count);
          },
        };
      }),
  };
}
