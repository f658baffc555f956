import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parisDate } from '../../platform/calendar.ts';
import { easterSunday, publicHolidays } from '../../subgraphs/department/accompaniment/holidays.rules.ts';
import {
  isoWeekday,
  nextOccurrences,
  parisInstant,
  type WeeklyRule,
} from '../../subgraphs/department/accompaniment/occurrence.rules.ts';
import { isThemeCode, THEME_CODES } from '../../subgraphs/department/accompaniment/themes.rules.ts';
import { codeOf, LEVELS } from '../../subgraphs/department/accompaniment/vocabulary.rules.ts';

const TUESDAY: WeeklyRule = {
  weekday: 2,
  opensAt: '14:00',
  closesAt: '17:00',
  validFrom: null,
  validUntil: null,
  openOnHolidays: false,
  excludedDates: [],
};

const starts = (rule: WeeklyRule, now: string, count: number) =>
  nextOccurrences(rule, new Date(now), count).map(({ startsAt }) => startsAt.toISOString());

describe('the clock of Lot-et-Garonne', () => {
  it.each([
    ['a winter afternoon is one hour ahead of UTC', '2026-01-15', '14:00', '2026-01-15T13:00:00.000Z'],
    ['a summer afternoon is two hours ahead of UTC', '2026-07-15', '14:00', '2026-07-15T12:00:00.000Z'],
    ['the day before the spring change is still winter', '2026-03-28', '14:00', '2026-03-28T13:00:00.000Z'],
    ['the afternoon of the spring change is summer', '2026-03-29', '14:00', '2026-03-29T12:00:00.000Z'],
    ['a time that the spring change skips is an hour later', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['a time that the autumn change repeats is the second one', '2026-10-25', '02:30', '2026-10-25T01:30:00.000Z'],
    ['the hour before the autumn change is summer', '2026-10-25', '01:30', '2026-10-24T23:30:00.000Z'],
    ['the afternoon of the autumn change is winter', '2026-10-25', '14:00', '2026-10-25T13:00:00.000Z'],
  ])('%s', (_behaviour, date, time, instant) => {
    expect(parisInstant(date, time).toISOString()).toBe(instant);
  });

  it('gives back the day of any instant of the afternoon', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true }), (day) => {
        const date = day.toISOString().slice(0, 10);
        expect(parisDate(parisInstant(date, '15:45'))).toBe(date);
      }),
    );
  });
});

describe('a weekly permanence', () => {
  it.each([
    [
      'keeps its clock time over the spring change',
      TUESDAY,
      '2026-03-23T09:00:00Z',
      ['2026-03-24T13:00:00.000Z', '2026-03-31T12:00:00.000Z'],
    ],
    [
      'keeps its clock time over the autumn change',
      TUESDAY,
      '2026-10-19T09:00:00Z',
      ['2026-10-20T12:00:00.000Z', '2026-10-27T13:00:00.000Z'],
    ],
    [
      'is still given while it is going on',
      TUESDAY,
      '2026-11-24T15:59:59Z',
      ['2026-11-24T13:00:00.000Z', '2026-12-01T13:00:00.000Z'],
    ],
    [
      'is for next week at the minute it ends',
      TUESDAY,
      '2026-11-24T16:00:00Z',
      ['2026-12-01T13:00:00.000Z', '2026-12-08T13:00:00.000Z'],
    ],
    [
      'starts no earlier than its validity',
      { ...TUESDAY, validFrom: '2026-12-02' },
      '2026-11-23T09:00:00Z',
      ['2026-12-08T13:00:00.000Z', '2026-12-15T13:00:00.000Z'],
    ],
    [
      'takes place on the last day of its validity, then no more',
      { ...TUESDAY, validUntil: '2026-11-24' },
      '2026-11-23T09:00:00Z',
      ['2026-11-24T13:00:00.000Z'],
    ],
    ['has no occurrence once over', { ...TUESDAY, validUntil: '2026-11-22' }, '2026-11-23T09:00:00Z', []],
    [
      'skips its own excluded days',
      { ...TUESDAY, excludedDates: ['2026-11-24'] },
      '2026-11-23T09:00:00Z',
      ['2026-12-01T13:00:00.000Z', '2026-12-08T13:00:00.000Z'],
    ],
    [
      'skips Christmas and New Year’s Day',
      { ...TUESDAY, weekday: 5 },
      '2026-12-21T09:00:00Z',
      ['2027-01-08T13:00:00.000Z', '2027-01-15T13:00:00.000Z'],
    ],
    [
      'opens on a public holiday when it says so',
      { ...TUESDAY, weekday: 5, openOnHolidays: true },
      '2026-12-21T09:00:00Z',
      ['2026-12-25T13:00:00.000Z', '2027-01-01T13:00:00.000Z'],
    ],
  ])('%s', (_behaviour, rule, now, expected) => {
    expect(starts(rule, now, 2)).toEqual(expected);
  });

  it('falls on its day, in order, after now, and never on a public holiday', () => {
    const weekly = fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      now: fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }),
    });
    fc.assert(
      fc.property(weekly, ({ weekday, now }) => {
        const found = nextOccurrences({ ...TUESDAY, weekday }, now, 5);
        expect(found).toHaveLength(5);
        const days = found.map(({ startsAt }) => parisDate(startsAt));
        expect(days).toEqual([...days].sort());
        for (const day of days) {
          expect(isoWeekday(day)).toBe(weekday);
          expect(publicHolidays(Number(day.slice(0, 4)))).not.toContain(day);
        }
        for (const { endsAt } of found) expect(endsAt.getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });
});

describe('public holidays', () => {
  it.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('Easter of %i is on %s', (year, day) => {
    expect(easterSunday(year)).toBe(day);
  });

  it('are the eleven of the labour code in 2026', () => {
    expect(publicHolidays(2026)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
  });
});

describe('vocabularies', () => {
  it('knows the 28 documented themes of La Coop and the two that its API also sends', () => {
    expect(THEME_CODES).toHaveLength(30);
    expect(isThemeCode('securite_numerique')).toBe(true);
    expect(isThemeCode('toString')).toBe(false);
  });

  it('reads a label whatever its accents and case, and La Coop’s own code', () => {
    expect(codeOf(LEVELS, 'DEBUTANT')).toBe('beginner');
    expect(codeOf(LEVELS, 'débutant')).toBe('beginner');
    expect(codeOf(LEVELS, 'expert')).toBeNull();
  });
});
