import { randomInt } from 'node:crypto';

/** What a run of the generators is told: `FUZZ_SEED` replays one, `FUZZ_RUNS` (worlds) lengthens it. */
export const generation = {
  seed: wholeNumber('FUZZ_SEED') ?? randomInt(1_000_000_000),
  worlds: wholeNumber('FUZZ_RUNS') ?? 14,
  operationsPerWorld: wholeNumber('FUZZ_OPERATIONS') ?? 150,
  /** Whether what is required may require something in its turn (`FUZZ_CHAINS=1`). */
  chains: process.env['FUZZ_CHAINS'] === '1',
};

function wholeNumber(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} is a whole number of at most nine digits, not "${text}".`);
  return Number(text);
}
