import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Course } from '../../../gateway/execution/contract.ts';
import { Trust } from '../../../gateway/execution/trust.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';

let clock: HeldClock;
let trust: Trust;
beforeEach(() => {
  clock = holdClock();
  trust = new Trust();
});
afterEach(() => {
  clock.release();
});

function went(...courses: readonly Course[]): boolean {
  for (const course of courses) trust.went(course);
  return trust.isLost;
}

describe('those alike are served as one', () => {
  it('until it went wrong three times in a row', () => {
    expect(went('together', 'apart', 'apart')).toBe(false);
    expect(went('apart')).toBe(true);
  });

  it('as long as it goes wrong only now and then', () => {
    for (let round = 0; round < 200; round += 1) {
      expect(went('apart', 'together', 'together', 'together', 'together')).toBe(false);
    }
  });

  it('not when it goes wrong every other time', () => {
    expect(went('apart', 'together', 'apart', 'together', 'apart')).toBe(false);
    expect(went('together', 'apart')).toBe(true);
  });

  it('again after ten seconds, in which one more fault is enough', () => {
    went('apart', 'apart', 'apart');
    clock.advance(9999);
    expect(trust.isLost).toBe(true);
    clock.advance(1);
    expect(trust.isLost).toBe(false);
    expect(went('apart')).toBe(true);
    clock.advance(10_000);
    expect(went('together', 'together', 'together', 'apart')).toBe(false);
  });
});
