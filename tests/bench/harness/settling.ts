import { setTimeout as wait } from 'node:timers/promises';

/** How a process came to rest: after so many seconds, or never within the limit. */
export type Settled = { readonly seconds: number } | { readonly busyMs: number };

/** Less processor time a second than this is a process that waits to be asked. */
const IDLE_MS = 20;
/** So many such seconds in a row: a background task may pause for one. */
const IDLE_SECONDS = 3;
/** Longer than the hub's own warm-up may last. */
const LONGEST_SECONDS = 150;

const aSecond = (): Promise<void> => wait(1000);

/**
 * Waits until a process that nobody asks does nothing any more, so that what it begins by itself once it is started (the
 * hub's planners warm up, others watch or read) is neither measured with the requests nor cut short by them.
 *
 * @param cpuMs the processor time that the process has used until now.
 */
export async function settled(cpuMs: () => number, second = aSecond): Promise<Settled> {
  let [before, idle, busyMs] = [cpuMs(), 0, 0];
  for (let seconds = 1; seconds <= LONGEST_SECONDS; seconds += 1) {
    await second();
    const after = cpuMs();
    busyMs = after - before;
    before = after;
    idle = busyMs < IDLE_MS ? idle + 1 : 0;
    if (idle === IDLE_SECONDS) return { seconds };
  }
  return { busyMs };
}
