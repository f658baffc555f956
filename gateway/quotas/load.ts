/** How loaded this process is. */
export interface Load {
  readonly begin: () => void;
  readonly end: () => void;
  /** Whether one more request would only make those under way wait longer. */
  readonly isFull: () => boolean;
  readonly close: () => void;
}

export interface LoadSettings {
  /** Requests under way at once, at most. */
  readonly maxConcurrent: number;
  /** How late the event loop may run before new requests are refused, when some are under way. */
  readonly maxLagMs: number;
}

/** A loop that was held (at start, or by a pause of the machine) has nothing to shed while so few wait for it. */
export const NEVER_SHED = 8;

const LOOK_EVERY_MS = 100;

export function openLoad({ maxConcurrent, maxLagMs }: LoadSettings): Load {
  let underWay = 0;
  let lagMs = 0;
  let last = performance.now();
  /** Late already, though the look that would say so has not come yet: what waited for it comes before. */
  const isOverdue = () => performance.now() - last - LOOK_EVERY_MS > maxLagMs;
  const timer = setInterval(() => {
    const now = performance.now();
    lagMs = now - last - LOOK_EVERY_MS;
    last = now;
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    begin: () => {
      underWay += 1;
    },
    end: () => {
      underWay -= 1;
    },
    isFull: () => underWay >= maxConcurrent || (underWay >= NEVER_SHED && (lagMs > maxLagMs || isOverdue())),
    close: () => clearInterval(timer),
  };
}
