import { setTimeout as wait } from 'node:timers/promises';

/** Less than Jest gives a test, so that the failure names what did not come. */
const WITHIN_MS = 500_000;
const EVERY_MS = 5;

/** Waits for something to have happened, however slow the machine: by the real time, even where a test holds the clock. */
export async function until(what: string, isSo: () => unknown): Promise<void> {
  const startedAt = process.hrtime.bigint();
  while (!(await isSo())) {
    if ((process.hrtime.bigint() - startedAt) / 1_000_000n > WITHIN_MS)
      throw new Error(`In ${WITHIN_MS} ms there was not: ${what}`);
    await wait(EVERY_MS);
  }
}
