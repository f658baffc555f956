import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timeRangesFault, weekHours } from '../../subgraphs/department/place/opening-hours.rules.ts';
import {
  isOpenAt,
  nextChange,
  openingHoursFault,
  readableHours,
} from '../../subgraphs/department/place/opening-hours.ts';

describe('opening hours, read at the clock of Paris', () => {
  it.each([
    ['open at 9 in winter', 'Mo-Fr 09:00-12:00', '2026-11-23T08:00:00Z', true],
    ['closed one minute before', 'Mo-Fr 09:00-12:00', '2026-11-23T07:59:00Z', false],
    ['open at 9 in summer', 'Mo-Fr 09:00-12:00', '2026-07-06T07:00:00Z', true],
    ['closed at noon', 'Mo-Fr 09:00-12:00', '2026-11-23T11:00:00Z', false],
    ['closed on a public holiday when they say so', 'Mo-Fr 09:00-12:00; PH off', '2026-11-11T09:00:00Z', false],
    ['unknown when they cannot be read', 'Mo 08:30', '2026-11-23T09:00:00Z', null],
  ])('%s', (_behaviour, osm, instant, open) => {
    expect(isOpenAt(osm, new Date(instant))).toBe(open);
  });

  it.each([
    'Mo-Fr 09:00-12:00,14:00-17:30; PH off',
    'week 1-53/2 Mo 09:00-12:00',
    '24/7',
    'Sa[1] 10:00-12:00',
    'Mo unknown',
  ])('%s: is the same however the instants are asked for', (osm) => {
    const minute = fc.integer({ min: 0, max: 60 * 24 * 800 }).map((at) => new Date(Date.UTC(2026, 0, 1) + at * 60_000));
    let fresh = 0;
    fc.assert(
      fc.property(minute, fc.integer({ min: 0, max: 3000 }), (instant, later) => {
        const other = new Date(instant.getTime() + later * 60_000);
        isOpenAt(osm, instant);
        // Written with other spaces, the hours are read as if for the first time.
        fresh += 1;
        expect(isOpenAt(osm, other)).toBe(isOpenAt(`${osm}${' '.repeat(fresh)}`, other));
      }),
      { numRuns: 60 },
    );
  });

  it('the next change is an instant, whatever the season', () => {
    expect(nextChange('Mo-Fr 09:00-12:00', new Date('2026-07-06T08:00:00Z'))).toEqual(new Date('2026-07-06T10:00:00Z'));
  });

  it('reads in French', () => {
    expect(readableHours('Mo-Fr 09:00-12:00')).toBe('lun.-ven. 09:00-12:00');
  });

  it.each(['Mo 08:30', 'Mo 14:00-14:00', 'Mo 09:00-12:00,11:00-14:00', 'tous les jours'])('%s is not usable', (osm) => {
    expect(openingHoursFault(osm)).not.toBeNull();
  });

  it('two ranges of a day that touch do not overlap', () => {
    expect(timeRangesFault('Mo 09:00-12:00,12:00-14:00')).toBeNull();
  });
});

it('a week given day by day becomes OSM opening hours', () => {
  const day = '09:00 - 12:30 / 13:30 - 18:00';
  expect(weekHours([day, day, '09:00 - 13:00', '', day, 'sur rdv'])).toEqual({
    osm: 'Mo-Tu 09:00-12:30,13:30-18:00; We 09:00-13:00; Fr 09:00-12:30,13:30-18:00',
    unreadable: [{ day: 5, text: 'sur rdv' }],
  });
});
