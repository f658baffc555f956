import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Kind } from 'graphql';
import { DateScalar, DateTimeScalar } from '../../platform/scalars.ts';

const literal = (value: string) => ({ kind: Kind.STRING, value }) as const;

describe('Date', () => {
  it.each(['2026-11-23', '2024-02-29', '0001-01-01', '9999-12-31', '2000-02-29'])('accepts %s', (text) => {
    expect(DateScalar.parseValue(text)).toBe(text);
    expect(DateScalar.parseLiteral(literal(text))).toBe(text);
    expect(DateScalar.serialize(text)).toBe(text);
  });

  it.each([
    ['a day that does not exist', '2024-02-30'],
    ['29 February of a year that has none', '2026-02-29'],
    ['29 February of 1900', '1900-02-29'],
    ['month 13', '2026-13-01'],
    ['day 0', '2026-01-00'],
    ['a French date', '23/11/2026'],
    ['an instant', '2026-11-23T00:00:00Z'],
    ['a date with spaces', ' 2026-11-23'],
    ['a date with a line end', '2026-11-23\n'],
    ['an empty text', ''],
    ['a number', 20261123],
    ['nothing', null],
  ])('refuses %s', (_what, value) => {
    expect(() => DateScalar.parseValue(value)).toThrow('n’est pas une date (attendu : "2026-11-23")');
  });

  it('refuses a number in a query', () => {
    expect(() => DateScalar.parseLiteral({ kind: Kind.INT, value: '20261123' })).toThrow('n’est pas une date');
  });

  it('gives the day of a date column, which comes as midnight UTC', () => {
    expect(DateScalar.serialize(new Date('2026-11-23T00:00:00Z'))).toBe('2026-11-23');
  });

  it('accepts exactly the texts that are days of the calendar', () => {
    const numbers = fc.tuple(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ max: 33, min: 0 }),
    );
    fc.assert(
      fc.property(numbers, ([year, month, day]) => {
        const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
        expect(accepts(text)).toBe(day >= 1 && day <= daysIn(year, month));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws anything but its own fault, whatever it receives', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        if (!accepts(value)) expect(() => DateScalar.parseValue(value)).toThrow('n’est pas une date');
      }),
    );
  });
});

describe('DateTime', () => {
  it.each([
    ['2026-11-23T14:30:00+01:00', '2026-11-23T13:30:00.000Z'],
    ['2026-11-23T14:30Z', '2026-11-23T14:30:00.000Z'],
    ['2026-11-23T14:30:00.123456Z', '2026-11-23T14:30:00.123Z'],
    ['2026-03-29T02:30:00+01:00', '2026-03-29T01:30:00.000Z'],
  ])('reads %s as the instant %s', (text, instant) => {
    expect(DateTimeScalar.parseValue(text).toISOString()).toBe(instant);
    expect(DateTimeScalar.parseLiteral(literal(text)).toISOString()).toBe(instant);
    expect(DateTimeScalar.serialize(new Date(instant))).toBe(instant);
  });

  it.each([
    ['without offset, which would be read in the server’s zone', '2026-11-23T14:30:00'],
    ['on a day that does not exist', '2026-02-30T10:00:00Z'],
    ['at 25 o’clock', '2026-11-23T25:00:00Z'],
    ['at minute 60', '2026-11-23T10:60:00Z'],
    ['that is only a day', '2026-11-23'],
    ['that is a number', 1_764_000_000],
    ['that is an invalid Date', new Date('x')],
  ])('refuses an instant %s', (_what, value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow('n’est pas un instant');
  });

  it('gives back every instant it wrote', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        (date) => expect(DateTimeScalar.parseValue(DateTimeScalar.serialize(date))).toEqual(date),
      ),
    );
  });
});

function accepts(value: unknown): boolean {
  try {
    DateScalar.parseValue(value);
    return true;
  } catch {
    return false;
  }
}

function pad(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

/** By the rule of the Gregorian calendar, not by the implementation's Date. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [0, 31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;
}
