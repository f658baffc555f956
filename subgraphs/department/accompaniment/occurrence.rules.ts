import { addDays, parisDate } from '../../../platform/calendar.ts';
import { publicHolidaysBetween } from './holidays.rules.ts';

/** A weekly appointment, in the clock time of Lot-et-Garonne. */
export interface WeeklyRule {
  /** ISO 8601 day of the week: 1 is Monday. */
  readonly weekday: number;
  /** `HH:MM`. */
  readonly opensAt: string;
  readonly closesAt: string;
  /** First and last day of validity, both included; `null` when there is no limit. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly openOnHolidays: boolean;
  readonly excludedDates: readonly string[];
}

export interface Occurrence {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const PARIS_CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** How far an unlimited rule is followed: the occurrences of a year. */
const HORIZON_DAYS = 366;

/** Hours between Paris and UTC at an instant: 1 in winter, 2 in summer. */
function parisOffsetHours(instant: Date): number {
  const clock = Date.parse(`${PARIS_CLOCK.format(instant).replace(' ', 'T')}Z`);
  return Math.round((clock - instant.getTime()) / 3_600_000);
}

/**
 * The instant of a day and time in Lot-et-Garonne. As PostgreSQL reads them: a time that the spring change skips is
 * an hour later, and a time that the autumn change repeats is the second one.
 */
export function parisInstant(date: string, time: string): Date {
  const clock = Date.parse(`${date}T${time.slice(0, 5)}:00Z`);
  const winter = new Date(clock - 3_600_000);
  const summer = new Date(clock - 7_200_000);
  return parisOffsetHours(winter) === 1 || parisOffsetHours(summer) === 1 ? winter : summer;
}

/** ISO 8601 day of the week of a calendar day: 1 is Monday. */
export function isoWeekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/**
 * The next occurrences of a weekly permanence that are not over at `now`, at most `count` and within a year.
 * The clock time stays the same across daylight saving changes; public holidays are skipped unless it says it opens.
 */
export function nextOccurrences(rule: WeeklyRule, now: Date, count: number): readonly Occurrence[] {
  const today = parisDate(now);
  const last = earliest(rule.validUntil, addDays(today, HORIZON_DAYS));
  const closed = new Set([
    ...rule.excludedDates,
    ...(rule.openOnHolidays ? [] : publicHolidaysBetween(today, addDays(today, HORIZON_DAYS))),
  ]);
  const occurrences: Occurrence[] = [];
  let date = firstWeekday(latest(rule.validFrom, today), rule.weekday);
  while (date <= last && occurrences.length < count) {
    const endsAt = parisInstant(date, rule.closesAt);
    if (!closed.has(date) && endsAt > now) occurrences.push({ startsAt: parisInstant(date, rule.opensAt), endsAt });
    date = addDays(date, 7);
  }
  return occurrences;
}

function firstWeekday(from: string, weekday: number): string {
  return addDays(from, (weekday - isoWeekday(from) + 7) % 7);
}

function earliest(date: string | null, other: string): string {
  return date !== null && date < other ? date : other;
}

function latest(date: string | null, other: string): string {
  return date !== null && date > other ? date : other;
}
