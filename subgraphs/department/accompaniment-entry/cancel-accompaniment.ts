import { parisDate } from '../../../platform/calendar.ts';
import type { StoredSession } from '../accompaniment/accompaniment.source.ts';
import { isoWeekday } from '../accompaniment/occurrence.rules.ts';
import type { Context } from '../context.ts';
import { checkedReason, type InputFault } from '../writing/input-fault.rules.ts';
import type { CurrentAccompaniment } from './accompaniment-entry.store.ts';
import {
  editAccompaniment,
  refusedAccompaniment,
  save,
  type AccompanimentEdit,
  type AccompanimentResult,
} from './write-accompaniment.ts';

export interface Cancellation {
  readonly reason: string;
  /** The only day that is cancelled; `null`: all of it. */
  readonly on: string | null | undefined;
}

/** Cancels an accompaniment, or its session of one day; its history stays, and an update publishes it again. */
export function cancelAccompaniment(
  edit: AccompanimentEdit,
  { reason, on }: Cancellation,
  context: Context,
): Promise<AccompanimentResult> {
  return editAccompaniment(edit, context, async (transaction, current) => {
    if (current.status === 'CANCELLED')
      return refusedAccompaniment('id', edit.id, 'cet accompagnement est déjà annulé');
    const text = checkedReason(reason, 'intervenante absente');
    if (typeof text !== 'string') return { kind: 'REFUSED', faults: [text] };
    const rest = on === null || on === undefined ? null : withoutDay(current, on);
    if (rest !== null && 'message' in rest) return { kind: 'REFUSED', faults: [rest] };
    const { id, revision } = current;
    const content = { ...current.content, ...rest };
    const isOver = rest === null || ('sessions' in rest && rest.sessions.length === 0);
    const write = isOver
      ? ({ content: current.content, status: 'CANCELLED', change: 'CANCELLED' } as const)
      : ({ content, status: 'PUBLISHED', change: 'UPDATED' } as const);
    return save(transaction, { ...write, id, revision, reason: text, asOf: context.today }, context);
  });
}

type Rest = { readonly sessions: readonly StoredSession[] } | { readonly excluded_dates: readonly string[] };

/** What is left of an accompaniment without the sessions of a day. */
function withoutDay({ content }: CurrentAccompaniment, day: string): Rest | InputFault {
  const fault = (message: string): InputFault => ({ field: 'on', value: day, message });
  if (content['kind'] === 'individual_help')
    return fault('une aide à la demande n’a pas de séance : annulez-la sans jour');
  if (content['kind'] === 'permanence') {
    const excluded = (content['excluded_dates'] ?? []) as readonly string[];
    if (isoWeekday(day) !== content['weekday'] || excluded.includes(day))
      return fault('cette permanence ne se tient pas ce jour-là : donnez un jour de nextOccurrences');
    return { excluded_dates: [...excluded, day].sort() };
  }
  const sessions = (content['sessions'] ?? []) as readonly StoredSession[];
  const left = sessions.filter(({ startsAt }) => parisDate(new Date(startsAt)) !== day);
  return left.length < sessions.length
    ? { sessions: left }
    : fault('aucune séance ce jour-là : donnez un jour de sessions');
}

/** Gives an accompaniment back to the file of its source, which speaks again. */
export function giveBackAccompaniment(edit: AccompanimentEdit, context: Context): Promise<AccompanimentResult> {
  return editAccompaniment(edit, context, async (transaction, { id, revision, status, hasFile, content }) => {
    if (!hasFile) return refusedAccompaniment('id', id, 'aucun fichier ne le décrit : annulez-le plutôt');
    if (status === null || status === 'GIVEN_BACK')
      return refusedAccompaniment('id', id, 'le fichier de sa source le décrit déjà seul');
    const write = { id, content, revision, status: 'GIVEN_BACK', change: 'GIVEN_BACK', reason: null } as const;
    return save(transaction, { ...write, asOf: context.today }, context);
  });
}
