import { dateOf, refusal, timeOf } from './cells.source.ts';
import { parisInstant } from './occurrence.rules.ts';

/** One dated session as the file writes it, in the clock time of Lot-et-Garonne. */
export interface SessionCell {
  readonly date: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly seatsLeft: number | null;
  readonly seatsTotal: number | null;
}

export type SessionRead =
  { readonly ok: true; readonly session: SessionCell } | { readonly ok: false; readonly reason: string };

const SESSION = /^(\S+)\s+([^\s-]+)\s*-\s*([^\s-]+)(?:\s+(\d{1,4})\s*\/\s*(\d{1,4}))?$/;
const EXAMPLE = '(attendu : 2026-11-26 14:00-16:00, ou 2026-11-26 14:00-16:00 5/12 pour 5 places libres sur 12).';

/** Reads `2026-11-26 14:00-16:00 5/12`: day, hours, then seats left over seats in all, which may be absent. */
export function sessionOf(text: string): SessionRead {
  const [, day, opens, closes, left, total] = SESSION.exec(text) ?? [];
  if (day === undefined || opens === undefined || closes === undefined) {
    return { ok: false, reason: refusal(text, `n’est pas une séance ${EXAMPLE}`) };
  }
  const date = dateOf(day);
  if (date === null) return { ok: false, reason: refusal(day, 'n’est pas une date (attendu : 2026-11-26).') };
  const opensAt = timeOf(opens);
  if (opensAt === null) return { ok: false, reason: refusal(opens, 'n’est pas une heure (attendu : 14:00).') };
  const closesAt = timeOf(closes);
  if (closesAt === null) return { ok: false, reason: refusal(closes, 'n’est pas une heure (attendu : 16:00).') };
  // Instants are compared, not clock times: on the night of a change of time they may be in another order.
  if (parisInstant(date, closesAt) <= parisInstant(date, opensAt)) {
    return { ok: false, reason: refusal(text, `finit avant de commencer ${EXAMPLE}`) };
  }
  const seats = { seatsLeft: numberOf(left), seatsTotal: numberOf(total) };
  if (seats.seatsLeft !== null && seats.seatsTotal !== null && seats.seatsLeft > seats.seatsTotal) {
    return { ok: false, reason: refusal(text, `a plus de places libres que de places ${EXAMPLE}`) };
  }
  return { ok: true, session: { date, opensAt, closesAt, ...seats } };
}

/** Writes a session as `sessionOf` reads it. */
export function sessionText({ date, opensAt, closesAt, seatsLeft, seatsTotal }: SessionCell): string {
  const seats = seatsLeft === null || seatsTotal === null ? '' : ` ${seatsLeft}/${seatsTotal}`;
  return `${date} ${opensAt}-${closesAt}${seats}`;
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
