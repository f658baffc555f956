/**
 * What a run of the generators is told: `FUZZ_SEED` draws other worlds or replays one, `FUZZ_RUNS` (worlds) lengthens it.
 * The same worlds when not told, so that a change is not refused for what it did not touch.
 */
export const generation = {
  seed: wholeNumber('FUZZ_SEED') ?? 47,
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
