import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, isCalendarDate, parisDate } from '../../platform/calendar.ts';

describe('the day in Lot-et-Garonne', () => {
  it.each([
    ['a winter evening at 22:59 UTC is still that day', '2026-11-23T22:59:59Z', '2026-11-23'],
    ['a winter evening at 23:00 UTC is already the next day', '2026-11-23T23:00:00Z', '2026-11-24'],
    ['a summer evening at 21:59 UTC is still that day', '2026-07-14T21:59:59Z', '2026-07-14'],
    ['a summer evening at 22:00 UTC is already the next day', '2026-07-14T22:00:00Z', '2026-07-15'],
    ['the night to summer time starts at 23:00 UTC', '2026-03-28T23:00:00Z', '2026-03-29'],
    ['the day of summer time ends at 22:00 UTC', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['the night to winter time starts at 22:00 UTC', '2026-10-24T22:00:00Z', '2026-10-25'],
    ['the day of winter time ends at 23:00 UTC', '2026-10-25T22:59:59Z', '2026-10-25'],
    ['the new year comes an hour before UTC', '2026-12-31T23:00:00Z', '2027-01-01'],
  ])('%s', (_behaviour, instant, day) => {
    expect(parisDate(new Date(instant))).toBe(day);
  });

  it('is always a day of the calendar, and never goes back in time', () => {
    const year = { min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(year), fc.integer({ min: 0, max: 86_400_000 }), (instant, later) => {
        const [day, next] = [parisDate(instant), parisDate(new Date(instant.getTime() + later))];
        expect(isCalendarDate(day)).toBe(true);
        expect(next >= day).toBe(true);
      }),
    );
  });
});

describe('days between two days', () => {
  it.each([
    ['2026-01-30', '2026-01-31', 1],
    ['2026-01-31', '2026-01-31', 0],
    ['2026-02-01', '2026-01-31', -1],
    ['2026-03-28', '2026-03-30', 2],
    ['2024-02-28', '2024-03-01', 2],
    ['2026-01-01', '2027-01-01', 365],
  ])('from %s to %s are %i', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
    expect(addDays(from, days)).toBe(to);
  });

  it('are what was added, across any change of hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 5_000 }), (days) => {
        expect(daysBetween('2026-03-29', addDays('2026-03-29', days))).toBe(days);
      }),
    );
  });
});
