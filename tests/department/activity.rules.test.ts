import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  lastTwelveMonths,
  publishedCount,
  publishedTotal,
} from '../../subgraphs/department/activity/activity.rules.ts';

describe('a published count', () => {
  it.each([
    ['nobody is published', 0, false],
    ['one person is hidden', 1, true],
    ['four people are hidden', 4, true],
    ['five people are published', 5, false],
  ])('of %s', (_behaviour, people, masked) => {
    const count = publishedCount({ activities: 3, people });
    expect(count).toMatchObject({ masked, people: masked ? null : people, activities: masked ? null : 3 });
    expect(count.explanation).toBe(
      masked ? 'Moins de 5 personnes : chiffre non publié, pour que nul ne soit reconnu.' : null,
    );
  });

  it('of several is a lower bound that says so when some are hidden', () => {
    expect(
      publishedTotal([
        { activities: 2, people: 19 },
        { activities: 1, people: 4 },
      ]),
    ).toEqual({
      activities: 2,
      people: 19,
      masked: true,
      explanation: 'Au moins : 1 chiffre mensuel de moins de 5 personnes non publié, non compté ici.',
    });
  });

  it('never lets a hidden count change a total', () => {
    const count = fc.record({ activities: fc.nat(50), people: fc.nat(50) });
    const small = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(fc.array(count), small, small, (others, one, other) => {
        const withOne = publishedTotal([...others, { activities: 1, people: one }]);
        expect(publishedTotal([...others, { activities: 1, people: other }])).toEqual(withOne);
      }),
    );
  });

  it.each([
    ['2026-11-23', '2025-12-01'],
    ['2026-12-31', '2026-01-01'],
    ['2026-01-01', '2025-02-01'],
  ])('covers, on %s, the months since %s', (today, from) => {
    expect(lastTwelveMonths(today)).toEqual({ from, to: today });
  });
});
