import { describe, expect, it } from '@jest/globals';
import type { Measure } from './harness/measure.ts';
import { conditions, operationTable } from './harness/report.ts';
import { benchSettings } from './harness/settings.ts';
import { settled } from './harness/settling.ts';
import { warmedUp } from './harness/warm-up.ts';

/** Runs whose requests cost these, one after the other; the last one for ever. */
function costing(...costs: readonly number[]) {
  const asked: number[] = [];
  const run = (seconds: number) => {
    const gatewayCpuMs = costs[Math.min(asked.length, costs.length - 1)] ?? 0;
    asked.push(seconds);
    return Promise.resolve({ gatewayCpuMs, seconds });
  };
  return { asked, run };
}

const LIMITS = { roundSeconds: 3, longestSeconds: 20 };

describe('the warm-up of a contender', () => {
  it('goes on while a request still becomes cheaper, and ends when three runs cost the same', async () => {
    const { asked, run } = costing(400, 300, 250, 210, 204, 202, 100);
    expect(await warmedUp(run, LIMITS)).toEqual({ seconds: 12, spread: expect.closeTo(210 / 202 - 1) });
    expect(asked).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('is not ended by one run that happens to cost what the one before did', async () => {
    const { asked, run } = costing(300, 300, 200, 199, 198);
    await warmedUp(run, LIMITS);
    expect(asked).toHaveLength(5);
  });

  it('ends after as long as is allowed for one that never is steady, and says by how much it differs', async () => {
    const { asked, run } = costing(...Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? 100 : 120)));
    expect(await warmedUp(run, LIMITS)).toEqual({ seconds: 20, spread: expect.closeTo(0.2) });
    expect(asked).toHaveLength(10);
  });

  it('counts the seconds that runs take, not those that they were to take', async () => {
    const slow = () => Promise.resolve({ gatewayCpuMs: 100, seconds: 9 });
    expect(await warmedUp(slow, { roundSeconds: 1, longestSeconds: 10 })).toMatchObject({
      seconds: 18,
      spread: Infinity,
    });
  });

  it('has runs no longer than a round', async () => {
    const { asked, run } = costing(100);
    await warmedUp(run, { ...LIMITS, roundSeconds: 1 });
    expect(asked).toEqual([1, 1, 1]);
  });
});

describe('the rest of a contender after its start', () => {
  /** Processor time used in each second. */
  const using = (...seconds: readonly number[]) => {
    let [second, total] = [0, 0];
    const passed = () => {
      total += seconds[Math.min(second, seconds.length - 1)] ?? 0;
      second += 1;
      return Promise.resolve();
    };
    return settled(() => total, passed);
  };

  it('is waited for until it has done nothing for three seconds, a pause between two tasks being none', async () => {
    expect(await using(900, 500, 0, 0, 480, 10, 0, 0)).toEqual({ seconds: 8 });
  });

  it('is told to be missing when it never comes', async () => {
    expect(await using(10, 10, 300)).toEqual({ busyMs: 300 });
  });
});

describe('the report of a warm-up', () => {
  it('tells its rule in the caption', () => {
    const settings = benchSettings(['--seconds', '1', '--warm-up', '12']);
    expect(conditions(settings)).toContain(
      'warmed up with the operation until its CPU a request differed by less than 5 % over 3 runs of 1 s, or for 12 s',
    );
    expect(conditions(benchSettings([]))).toContain('over 3 runs of 2 s, or for 20 s');
  });

  it('names those that were not steady', () => {
    const row = (title: string, spread: number) => ({
      gateway: { id: title, title },
      outcome: MEASURE,
      warmUp: { seconds: 20, spread },
    });
    const lines = operationTable('tiny', [row('Hub', 0.03), row('X', 0.124), row('Y', Infinity)]).split('\n');
    expect(lines.at(-1)).toBe('- Not steady at the end of their warm-up: X (12 %), Y (fewer than 3 runs).');
    expect(operationTable('tiny', [row('Hub', 0.03)])).not.toContain('steady');
  });
});

const MEASURE: Measure = {
  requests: 1,
  seconds: 1,
  requestsPerSecond: 1,
  p50Ms: 1,
  p99Ms: 1,
  gatewayCpuMs: 1,
  subgraphCpuMs: 1,
  fetches: 1,
  rssMegabytes: 1,
  wrong: 0,
};
