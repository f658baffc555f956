import { addDays } from '../../../platform/calendar.ts';

const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

/** Days after Easter Sunday: Easter Monday, Ascension Day and Whit Monday. */
const AFTER_EASTER = [1, 39, 50];

/** The legal public holidays of metropolitan France in a year (Code du travail, article L3133-1), in order. */
export function publicHolidays(year: number): readonly string[] {
  const easter = easterSunday(year);
  const days = [...FIXED.map((day) => `${year}-${day}`), ...AFTER_EASTER.map((days) => addDays(easter, days))];
  return days.sort();
}

/** The public holidays of the years that two days touch. */
export function publicHolidaysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1)
    days.push(...publicHolidays(year));
  return days;
}

/** Easter Sunday of a Gregorian year (the anonymous algorithm published by Meeus, Astronomical Algorithms, ch. 8). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  const month = String(Math.floor(sum / 31)).padStart(2, '0');
  const day = String((sum % 31) + 1).padStart(2, '0');
  return `${year}-${month}-${day}`;
}
