import { isCalendarDate } from '../../../platform/calendar.ts';

/** What one cell says: a day, nothing, or why it cannot be read (French). */
export type ReadDate =
  | { readonly kind: 'DATE'; readonly date: string }
  | { readonly kind: 'EMPTY' }
  | { readonly kind: 'FAULT'; readonly reason: string };

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?$/;
const FRENCH = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const SHORT_YEAR = /^(\d{1,2})\/(\d{1,2})\/(\d{2})$/;
const EXCEL_SERIAL = /^\d{5}(?:\.0+)?$/;

/** Excel counts days from 1899-12-30; these serials are 2000-01-01 and 2099-12-31. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const EXCEL_FIRST = 36_526;
const EXCEL_LAST = 73_050;

/**
 * Reads the dates of one row together: `DD/MM/YYYY`, ISO, an Excel serial, or the US `M/D/YY` of one extract.
 *
 * A two-digit year is the mark of the US extract. Its day and month are taken as such only when the row proves it (a
 * day above 12, in this cell or in another one of the row); `03/04/25` alone is a fault, never a guess.
 */
export function readDates<K extends string>(cells: Readonly<Record<K, string>>): Readonly<Record<K, ReadDate>> {
  const entries = Object.entries<string>(cells);
  const american = entries.some(([, text]) => isProvenAmerican(text.trim()));
  return Object.fromEntries(entries.map(([name, text]) => [name, readDate(text.trim(), american)])) as Record<
    K,
    ReadDate
  >;
}

function readDate(text: string, american: boolean): ReadDate {
  if (text === '') return { kind: 'EMPTY' };
  const [, iso] = ISO.exec(text) ?? [];
  if (iso !== undefined) return checked(iso, text);
  const [, day, month, year] = FRENCH.exec(text) ?? [];
  if (day !== undefined && month !== undefined && year !== undefined) return checked(isoOf(year, month, day), text);
  const short = SHORT_YEAR.exec(text);
  if (short !== null) return shortYearDate(short, american);
  if (EXCEL_SERIAL.test(text)) return excelDate(text);
  return notADate(text);
}

function shortYearDate([text, first = '', second = '', year = '']: RegExpExecArray, american: boolean): ReadDate {
  if (american || first === second) return checked(isoOf(`20${year}`, first, second), text);
  const reason = `« ${text} » est ambigu (jour ou mois en premier ?) : écrivez la date en AAAA-MM-JJ, par exemple 2026-01-31`;
  return Number(first) <= 12 ? { kind: 'FAULT', reason } : notADate(text);
}

function isProvenAmerican(text: string): boolean {
  const [, month, day] = SHORT_YEAR.exec(text) ?? [];
  return month !== undefined && day !== undefined && Number(month) <= 12 && Number(day) > 12;
}

function excelDate(text: string): ReadDate {
  const serial = Number(text);
  if (serial < EXCEL_FIRST || serial > EXCEL_LAST) return notADate(text);
  return { kind: 'DATE', date: new Date(EXCEL_EPOCH + serial * 86_400_000).toISOString().slice(0, 10) };
}

function isoOf(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A day outside this century's plan (1/1/1900, 9999) is a spreadsheet's accident. */
function checked(date: string, text: string): ReadDate {
  const plausible = date >= '2000-01-01' && date <= '2099-12-31';
  return plausible && isCalendarDate(date) ? { kind: 'DATE', date } : notADate(text);
}

function notADate(text: string): ReadDate {
  return {
    kind: 'FAULT',
    reason: `« ${text} » n’est pas une date : attendu JJ/MM/AAAA ou AAAA-MM-JJ, par exemple 2026-01-31`,
  };
}
