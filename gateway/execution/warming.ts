import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { madeUpOperation } from './planning/made-up-operations.ts';
import type { Release } from './release.ts';

/** How a warm-up ended. */
export interface WarmedUp {
  readonly operations: number;
  /** Of them, those that could not be prepared. */
  readonly faults: number;
  readonly ms: number;
}

export interface Warming {
  readonly release: Pick<Release, 'schema' | 'rehearse'>;
  /** Made-up operations to prepare, at most. */
  readonly operations: number;
  /** How many requests there have been. */
  readonly asked: () => number;
  readonly ended: (how: WarmedUp) => void;
}

/** The process is left to open its door first. */
const START_MS = 500;
/** A process that is asked is left alone for so long between two operations. */
const BUSY_MS = 250;
/** One that took as long ends the warm-up: a caller behind it would have waited. */
const SLOW_MS = 500;
const LONGEST_MS = 120_000;

/**
 * Prepares made-up operations one after the other, so that the code that plans and compiles is itself compiled, and what
 * it derives lazily is there, before a new operation is asked. Half of the time at most, and less while requests come.
 *
 * @returns what stops it; nothing is begun after that.
 */
export function startWarming(warming: Warming): () => void {
  const over = new AbortController();
  void warmed(warming, over.signal).then(warming.ended);
  return () => {
    over.abort();
  };
}

async function warmed({ release, operations, asked }: Warming, over: AbortSignal): Promise<WarmedUp> {
  const started = performance.now();
  let [done, faults] = [0, 0];
  await pause(START_MS, over);
  while (done < operations && !over.aborted && performance.now() - started < LONGEST_MS) {
    const source = madeUpOperation(release.schema, done);
    if (source === null) break;
    const before = asked();
    const began = performance.now();
    // What cannot be prepared warms up nothing more; why is for the one who asks it to know.
    faults += await release.rehearse(source).then(
      () => 0,
      () => 1,
    );
    done += 1;
    const spent = performance.now() - began;
    if (spent > SLOW_MS) break;
    await pause(asked() === before ? spent : BUSY_MS, over);
  }
  return { operations: done, faults, ms: Math.round(performance.now() - started) };
}

/** Keeps no process alive; ends at once when the warm-up is over. */
async function pause(ms: number, over: AbortSignal): Promise<void> {
  await wait(ms, undefined, { ref: false, signal: over }).catch((error: unknown) => {
    if (!over.aborted) throw error;
  });
}
