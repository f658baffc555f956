import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateOf, phoneOf, timeOf } from '../../subgraphs/department/accompaniment/cells.source.ts';
import { sessionOf, sessionText } from '../../subgraphs/department/accompaniment/session.source.ts';

describe('a cell', () => {
  it.each([
    ['0553694000', '+33553694000'],
    ['+33 5 53 69 40 00', '+33553694000'],
    ['39 60', '3960'],
    ['12345678901', null],
    ['', null],
  ])('reads the telephone "%s" as %s', (text, phone) => {
    expect(phoneOf(text)).toBe(phone);
  });
  it.each([
    ['9h', '09:00'],
    ['14h30', '14:30'],
    ['14:00', '14:00'],
    ['24:00', null],
    ['14:', null],
    ['14', null],
  ])('reads the hour "%s" as %s', (text, time) => {
    expect(timeOf(text)).toBe(time);
  });
  it.each([
    ['26/11/2026', '2026-11-26'],
    ['2026-11-26', '2026-11-26'],
    ['11/26/2026', null],
    ['26/11/26', null],
  ])('reads the day "%s" as %s', (text, date) => {
    expect(dateOf(text)).toBe(date);
  });

  it('gives back the session that it wrote', () => {
    const clock = fc.integer({ min: 180, max: 1438 });
    const twoDigits = (number: number) => String(number).padStart(2, '0');
    const time = (minutes: number) => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
    const session = fc
      .record({
        day: fc.integer({ min: 0, max: 6000 }),
        open: clock,
        length: fc.integer({ min: 1, max: 600 }),
        seats: fc.option(fc.tuple(fc.nat(50), fc.nat(50))),
      })
      .map(({ day, open, length, seats }) => ({
        date: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
        opensAt: time(open),
        closesAt: time(Math.min(1439, open + length)),
        seatsLeft: seats === null ? null : seats[0],
        seatsTotal: seats === null ? null : seats[0] + seats[1],
      }));
    fc.assert(
      fc.property(session, (given) => {
        expect(sessionOf(sessionText(given))).toEqual({ ok: true, session: given });
      }),
    );
  });
});
