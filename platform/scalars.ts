import { GraphQLScalarType, Kind, type GraphQLError, type ValueNode } from 'graphql';
import { isCalendarDate } from './calendar.ts';
import { hubError } from './errors.ts';

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}

/** Never the value: what is given for a day may be anything, an address too. */
function notA(what: string, example: string): GraphQLError {
  return hubError('INVALID_INPUT', `Une valeur donnée n’est pas ${what} (attendu : "${example}").`);
}

function calendarDate(value: unknown): string {
  if (typeof value === 'string' && isCalendarDate(value)) return value;
  throw notA('une date', '2026-11-23');
}

function serializedDate(value: unknown): string {
  return calendarDate(value instanceof Date ? value.toISOString().slice(0, 10) : value);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function instant(value: unknown): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  if (typeof value === 'string' && INSTANT.test(value) && isCalendarDate(value.slice(0, 10))) {
    const date = new Date(value);
    if (!Number.isNaN(date.getTime())) return date;
  }
  throw notA('un instant', '2026-11-23T14:30:00+01:00');
}

/** A calendar day. TypeScript holds it as `YYYY-MM-DD`, never as an instant: a day has no time zone. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'Jour du calendrier, au format ISO 8601 « AAAA-MM-JJ ».',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: serializedDate,
  parseValue: calendarDate,
  parseLiteral: (node) => calendarDate(textOf(node)),
});

/** An instant, with its offset. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'Instant, au format ISO 8601 avec décalage, par exemple « 2026-11-23T14:30:00+01:00 ».',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: (value) => instant(value).toISOString(),
  parseValue: instant,
  parseLiteral: (node) => instant(textOf(node)),
});
