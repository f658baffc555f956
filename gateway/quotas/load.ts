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
  /** How late the event loop may run before new requests are refused. */
  readonly maxLagMs: number;
}

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
    isFull: () => underWay >= maxConcurrent || lagMs > maxLagMs || isOverdue(),
    close: () => clearInterval(timer),
  };
}
