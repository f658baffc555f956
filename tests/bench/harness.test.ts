import { describe, expect, it } from '@jest/globals';
import { processLine, usageOf } from './harness/process-tree.ts';
import { percentile, slope } from './harness/statistics.ts';

describe('the benchmark’s own arithmetic', () => {
  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
  ])('gives the value below which the share %d of the values lies', (share, expected) => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, share)).toBe(expected);
  });

  it('gives the slope of points on a line', () => {
    expect(slope([0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x })))).toBeCloseTo(2);
  });

  it('reads the times of a process whose name holds parentheses and spaces', () => {
    const fields = Array.from({ length: 50 }, (_, index) => String(index + 3));
    fields[0] = 'S';
    expect(processLine(`12 (a (b) c) ${fields.join(' ')}`)).toEqual({ parent: 4, ticks: 14 + 15 + 16 + 17, pages: 24 });
  });

  it('finds that a process which computes uses its processor', () => {
    const before = usageOf(process.pid);
    const until = performance.now() + 120;
    while (performance.now() < until) Math.sqrt(until);
    expect(usageOf(process.pid).cpuMs).toBeGreaterThan(before.cpuMs);
    expect(before.rssBytes).toBeGreaterThan(1e6);
  });
});
