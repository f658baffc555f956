import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  completedQuarters,
  FEWEST_HOUSEHOLDS,
  shownCounts,
  type OutcomeCount,
} from '../../subgraphs/lgn/diagnostic/diagnostic-figures.rules.ts';

const table = (...households: number[]): OutcomeCount[] =>
  households.map((count, at) => ({ outcome: String(at), households: count }));
const shown = (...households: number[]) => {
  const { total, outcomes } = shownCounts(table(...households));
  return [total, ...outcomes.map((outcome) => outcome.households)];
};

describe('figures that count households', () => {
  it.each([
    ['large ones and zero are given', [12, 5, 0], [17, 12, 5, 0]],
    ['a small one hides the smallest large one with it', [12, 3, 5, 0], [20, 12, null, null, 0]],
    ['two small ones that are large together hide nothing more', [12, 3, 4], [19, 12, null, null]],
    ['two small ones that are small together hide one more', [12, 1, 2, 6], [21, 12, null, null, null]],
    ['a small one alone hides the total', [0, 3, 0], [null, 0, null, 0]],
    ['small ones alone, large together, leave the total', [4, 3], [7, null, null]],
    ['nothing is nothing', [0, 0], [0, 0, 0]],
  ])('%s', (_rule, given, expected) => {
    expect(shown(...given)).toEqual(expected);
  });

  it('never let a small one be found by subtracting what is given from the total', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 7 }), (households) => {
        const { total, outcomes } = shownCounts(table(...households));
        const hidden = households.filter((_, at) => outcomes[at]?.households === null);
        const sum = hidden.reduce((all, one) => all + one, 0);
        for (const [at, count] of households.entries()) {
          const isSmall = count > 0 && count < FEWEST_HOUSEHOLDS;
          if (isSmall) expect(outcomes[at]?.households).toBeNull();
        }
        if (total !== null && hidden.length > 0) {
          expect(hidden.length).toBeGreaterThan(1);
          expect(sum).toBeGreaterThanOrEqual(FEWEST_HOUSEHOLDS);
        }
        if (total !== null) expect(total === 0 || total >= FEWEST_HOUSEHOLDS).toBe(true);
      }),
    );
  });
});

describe('the quarters that are over', () => {
  it.each([
    ['2026-11-23', ['2026-07-01', '2026-04-01', '2026-01-01', '2025-10-01']],
    ['2026-01-01', ['2025-10-01', '2025-07-01', '2025-04-01', '2025-01-01']],
    ['2026-03-31', ['2025-10-01', '2025-07-01', '2025-04-01', '2025-01-01']],
  ])('on %s', (today, expected) => {
    const quarters = completedQuarters(today, 4);
    expect(quarters.map(({ from }) => from)).toEqual(expected);
    expect(quarters.slice(1).map(({ before }) => before)).toEqual(expected.slice(0, 3));
  });
});
