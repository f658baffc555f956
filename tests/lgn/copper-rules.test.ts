import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isCalendarDate } from '../../platform/calendar.ts';
import {
  copperPlan,
  copperSentence,
  copperState,
  daysLeft,
} from '../../subgraphs/lgn/copper-closure/copper-closure.rules.ts';
import { readDates } from '../../subgraphs/lgn/copper-closure/copper-date.rules.ts';
import { copperHistory } from '../../subgraphs/lgn/copper-closure/copper-history.rules.ts';
import { parseCopperRow } from '../../subgraphs/lgn/copper-closure/copper.source.ts';

const LOT_4_1 = {
  kind: 'SCHEDULED',
  commercialClosure: '2026-01-31',
  technicalClosure: '2028-01-31',
  announcedOn: '2025-01-31',
} as const;

describe('the phase of a commune', () => {
  it.each([
    ['the day before the announcement', '2025-01-30', 'OPEN'],
    ['the day of the announcement', '2025-01-31', 'COMMERCIAL_CLOSURE_ANNOUNCED'],
    ['the day before the commercial closure', '2026-01-30', 'COMMERCIAL_CLOSURE_ANNOUNCED'],
    ['the day of the commercial closure', '2026-01-31', 'NO_NEW_LINE_SOLD'],
    ['the day before the technical closure', '2028-01-30', 'NO_NEW_LINE_SOLD'],
    ['the day of the technical closure', '2028-01-31', 'CLOSED'],
    ['long after', '2031-01-01', 'CLOSED'],
  ])('%s', (_behaviour, on, phase) => {
    expect(copperState(LOT_4_1, on).kind).toBe(phase);
  });

  it('is announced on any earlier day when the producer does not say since when', () => {
    expect(copperState({ ...LOT_4_1, announcedOn: null }, '2024-01-01').kind).toBe('COMMERCIAL_CLOSURE_ANNOUNCED');
  });

  it.each([
    ['a commune without row is not scheduled yet once a file was imported', null, true, 'NOT_SCHEDULED_YET'],
    ['nothing is claimed as long as no file was', null, false, 'UNKNOWN'],
  ])('%s', (_behaviour, dates, imported, kind) => {
    expect(copperState(copperPlan(dates, imported), '2026-11-23').kind).toBe(kind);
  });

  it('is told as « pas encore programmée », with the national end', () => {
    expect(copperSentence({ kind: 'NOT_SCHEDULED_YET' })).toBe(
      'fermeture pas encore programmée (fin nationale prévue en 2030)',
    );
  });
});

describe('days left', () => {
  it.each([
    ['the day before', '2028-01-30', 1],
    ['the day of', '2028-01-31', 0],
    ['the day after', '2028-02-01', null],
  ])('%s', (_behaviour, on, days) => {
    expect(daysLeft('2028-01-31', on)).toBe(days);
  });
});

describe('a date in a copper file', () => {
  it.each([
    ['ISO', '2026-01-31', '2026-01-31'],
    ['an ISO instant at midnight', '2026-01-31T00:00:00.000Z', '2026-01-31'],
    ['French', '31/01/2026', '2026-01-31'],
    ['French without zeros', '1/2/2026', '2026-02-01'],
    ['US with a two-digit year', '1/31/26', '2026-01-31'],
    ['US when day and month are the same', '3/3/25', '2025-03-03'],
    ['an Excel serial', '46053', '2026-01-31'],
  ])('is read when %s', (_form, text, date) => {
    expect(readDates({ cell: text }).cell).toEqual({ kind: 'DATE', date });
  });

  it('is a fault when month and day cannot be told apart', () => {
    expect(readDates({ cell: '03/04/25' }).cell).toMatchObject({
      kind: 'FAULT',
      reason: expect.stringMatching(/ambigu/),
    });
  });

  it('is read as US when another cell of the row proves it', () => {
    expect(readDates({ one: '3/4/25', other: '1/31/28' }).one).toEqual({ kind: 'DATE', date: '2025-03-04' });
  });

  it.each(['31/02/2026', '2026-02-30', '13/13/26', '31/01/26', '12345678', 'bientôt', '2026-13-01', '99999'])(
    '« %s » is a fault',
    (text) => {
      expect(readDates({ cell: text }).cell.kind).toBe('FAULT');
    },
  );

  it('never throws and never gives a day that does not exist', () => {
    const digits = fc.integer({ min: 0, max: 99_999 }).map(String);
    const dateLike = fc.tuple(digits, fc.constantFrom('/', '-'), digits, fc.constantFrom('/', '-'), digits);
    const texts = fc.oneof(
      fc.string(),
      digits,
      dateLike.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        for (const read of Object.values(readDates({ one, other }))) {
          if (read.kind === 'DATE') expect(isCalendarDate(read.date)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back any day written in French, in ISO and in US when its day is above 12', () => {
    const days = fc.date({ min: new Date('2001-01-01'), max: new Date('2099-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (instant) => {
        const iso = instant.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = iso.split('-');
        const us = Number(day) > 12 ? `${Number(month)}/${Number(day)}/${year.slice(2)}` : iso;
        const expected = { kind: 'DATE', date: iso };
        expect(readDates({ iso, french: `${day}/${month}/${year}`, us })).toEqual({
          iso: expected,
          french: expected,
          us: expected,
        });
      }),
    );
  });
});

describe('a row of a copper file', () => {
  const parse = (cells: Record<string, string>) =>
    parseCopperRow({ code_insee: '47006', lot: '4_1', ...cells }, (code) => code !== '47999');
  const columns = (cells: Record<string, string>) => {
    const parsed = parse(cells);
    return parsed.ok ? [] : parsed.faults.map(({ column }) => column);
  };

  it('of another department gives no row and no fault', () => {
    expect(parse({ code_insee: '2A004', fermeture_technique: 'n’importe quoi' })).toEqual({ ok: true, rows: [] });
  });

  it.each([
    ['a code that is no commune of the department', { code_insee: '47999' }, ['code_insee']],
    ['a code that is no code', { code_insee: '4706' }, ['code_insee']],
    ['a scheduled lot without dates', {}, ['lot']],
    ['a lot that nobody knows', { lot: 'quatre' }, ['lot']],
    ['only one of two dates', { fermeture_technique: '31/01/2028' }, ['fermeture_commerciale']],
    [
      'a commercial closure after the technical one',
      { fermeture_commerciale: '01/02/2028', fermeture_technique: '31/01/2028' },
      ['fermeture_commerciale'],
    ],
    [
      'two bad dates, both named',
      { fermeture_commerciale: '31/02/2028', fermeture_technique: 'x' },
      ['fermeture_commerciale', 'fermeture_technique'],
    ],
  ])('is refused for %s', (_fault, cells, expected) => {
    expect(columns(cells as Record<string, string>)).toEqual(expected);
  });

  it.each([
    ['a preselected lot', 'PreselectionLot6'],
    ['a lot in consultation', '5_1'],
    ['no lot', ''],
  ])('of %s may have no dates', (_kind, lot) => {
    expect(parse({ lot }).ok).toBe(true);
  });

  it('may close commercially and technically on the same day', () => {
    expect(parse({ fermeture_commerciale: '31/01/2028', fermeture_technique: '31/01/2028' }).ok).toBe(true);
  });
});

describe('history', () => {
  const file = { asOf: '2025-08-01', source: 'Orange', replacedAsOf: '2026-02-01', replacedBySource: 'Orange' };
  const early = { lot: '4_1', commercialClosure: '2026-01-31', technicalClosure: '2028-01-31' };
  const late = { ...early, commercialClosure: '2027-01-31' };

  it('leaves out a change that touched no date and no lot', () => {
    expect(copperHistory([{ ...early, ...file }], early)).toEqual([]);
  });

  it('keeps each earlier statement, newest first', () => {
    const dates = copperHistory(
      [
        { ...early, ...file },
        { ...late, ...file },
      ],
      early,
    ).map(({ commercialClosure }) => commercialClosure);
    expect(dates).toEqual(['2027-01-31', '2026-01-31']);
  });

  it('keeps what was said of a commune that left the file', () => {
    expect(copperHistory([{ ...early, ...file }], null)).toHaveLength(1);
  });
});
