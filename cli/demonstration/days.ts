import { addDays } from '../../platform/calendar.ts';
import { publicHolidaysBetween } from '../../subgraphs/department/accompaniment/holidays.rules.ts';

export const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The days of a weekday in the weeks after a day, that day excluded, public holidays left out. */
export function weekly(today: string, weekday: Weekday, weeks: number): readonly string[] {
  const wanted = WEEKDAYS.indexOf(weekday) + 1;
  const holidays = new Set(publicHolidaysBetween(today, addDays(today, 7 * weeks)));
  return Array.from({ length: 7 * weeks }, (_, index) => addDays(today, index + 1)).filter(
    (day) => new Date(`${day}T00:00:00Z`).getUTCDay() === wanted && !holidays.has(day),
  );
}
