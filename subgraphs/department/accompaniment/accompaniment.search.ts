import type { Pool } from 'pg';
import { addDays, parisDate } from '../../../platform/calendar.ts';
import { hubError } from '../../../platform/errors.ts';
import type { Page } from '../../../platform/paging.ts';
import { datedRows, NEXT_FIRST, ROW_COLUMNS, STILL_OFFERED, type AccompanimentRow } from './accompaniment.rows.ts';
import { publicHolidaysBetween } from './holidays.rules.ts';
import { parisInstant } from './occurrence.rules.ts';
import type { ThemeCode } from './themes.rules.ts';
import type { Audience, Kind, Mode } from './vocabulary.rules.ts';

/** What a caller looks for; everything left out filters nothing. */
export interface Search {
  readonly themes?: readonly ThemeCode[] | null | undefined;
  readonly communeCode?: string | null | undefined;
  readonly epciSiren?: string | null | undefined;
  readonly organisationId?: string | null | undefined;
  readonly near?:
    { readonly latitude: number; readonly longitude: number; readonly radiusMetres: number } | null | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly audiences?: readonly Audience[] | null | undefined;
  readonly mode?: Mode | null | undefined;
  readonly kinds?: readonly Kind[] | null | undefined;
  readonly freeOnly?: boolean | null | undefined;
  readonly bookableOnly?: boolean | null | undefined;
  readonly text?: string | null | undefined;
}

/** Numbers the parameters of a statement. */
class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The page's rows in order, one more than the page holds when others follow. */
export async function searchAccompaniments(
  sql: Pool,
  search: Search,
  { now, page }: { now: Date; page: Page },
): Promise<readonly AccompanimentRow[]> {
  const parameters = new Parameters();
  const { dated, where } = statementOf(search, now, parameters);
  const position = positionOf(page, parameters);
  const limit = parameters.add(page.limit + 1);
  const text = `${dated} SELECT ${ROW_COLUMNS} FROM dated WHERE ${where} ${position} ORDER BY ${NEXT_FIRST} LIMIT ${limit}`;
  return (await sql.query<AccompanimentRow>(text, parameters.values)).rows;
}

export async function countAccompaniments(sql: Pool, search: Search, now: Date): Promise<number> {
  const parameters = new Parameters();
  const { dated, where } = statementOf(search, now, parameters);
  const text = `${dated} SELECT count(*)::int AS count FROM dated WHERE ${where}`;
  return (await sql.query<{ count: number }>(text, parameters.values)).rows[0]?.count ?? 0;
}

/** The rows of some keys (identifiers, places or communes), at most `limit` a key, over or not when `past` is set. */
export async function accompanimentsBy(
  sql: Pool,
  column: 'id' | 'found_place' | 'found_commune',
  keys: readonly string[],
  { now, limit, past }: { now: Date; limit: number; past: boolean },
): Promise<readonly AccompanimentRow[]> {
  const parameters = new Parameters();
  const dated = datedRows({ ...periodOf({}, now, parameters), distance: 'NULL::float8' });
  const text = `${dated}, ranked AS (
      SELECT dated.*, row_number() OVER (PARTITION BY ${column} ORDER BY ${NEXT_FIRST}) AS rank FROM dated
      WHERE ${column} = ANY (${parameters.add(keys)}) AND (${String(past)} OR ${STILL_OFFERED}))
    SELECT ${ROW_COLUMNS} FROM ranked WHERE rank <= ${parameters.add(limit)} ORDER BY ${NEXT_FIRST}`;
  return (await sql.query<AccompanimentRow>(text, parameters.values)).rows;
}

/** A cursor's values: the instant of the first page, so that pages do not shift while they are read, then the order. */
export function cursorOf(row: AccompanimentRow, now: Date): readonly unknown[] {
  return [now.toISOString(), row.nextAt?.toISOString() ?? 'infinity', row.id];
}

/** The instant that a page is read at: the first page's. */
export function readingInstant({ after }: Page, now: Date): Date {
  if (after === null) return now;
  const [first, next, id] = after;
  const instant = new Date(typeof first === 'string' ? first : Number.NaN);
  const ordered = next === 'infinity' || (typeof next === 'string' && !Number.isNaN(Date.parse(next)));
  if (after.length === 3 && !Number.isNaN(instant.getTime()) && ordered && typeof id === 'string') return instant;
  throw hubError(
    'INVALID_INPUT',
    'after n’est pas un curseur de cette liste. Reprenez pageInfo.endCursor de la page précédente.',
  );
}

function positionOf({ after }: Page, parameters: Parameters): string {
  if (after === null) return '';
  const [next, id] = [parameters.add(after[1]), parameters.add(after[2])];
  return `AND (coalesce(next_at, 'infinity'), id COLLATE "C") > (${next}::timestamptz, ${id}::text COLLATE "C")`;
}

function statementOf(search: Search, now: Date, parameters: Parameters): { dated: string; where: string } {
  const { near } = search;
  const distance =
    near === null || near === undefined
      ? 'NULL::float8'
      : `earth_distance(ll_to_earth(found_latitude, found_longitude),
           ll_to_earth(${parameters.add(near.latitude)}::float8, ${parameters.add(near.longitude)}::float8))`;
  const dated = datedRows({ ...periodOf(search, now, parameters), distance });
  return { dated, where: [STILL_OFFERED, ...conditionsOf(search, parameters)].join(' AND ') };
}

function periodOf({ from, to }: Pick<Search, 'from' | 'to'>, now: Date, parameters: Parameters) {
  const start = from === null || from === undefined ? now : parisInstant(from, '00:00');
  const since = start > now ? start : now;
  const day = parisDate(since);
  const end = to === null || to === undefined ? 'infinity' : parisInstant(addDays(to, 1), '00:00').toISOString();
  return {
    since: `${parameters.add(since.toISOString())}::timestamptz`,
    before: `${parameters.add(end)}::timestamptz`,
    holidays: `${parameters.add(publicHolidaysBetween(day, addDays(day, HOLIDAY_HORIZON_DAYS)))}::date[]`,
  };
}

/** A permanence that starts further in the future than this shows its first public holidays as open days. */
const HOLIDAY_HORIZON_DAYS = 730;

function conditionsOf(search: Search, parameters: Parameters): readonly string[] {
  const conditions: string[] = [];
  const when = (value: unknown, condition: (parameter: string) => string) => {
    if (value !== null && value !== undefined) conditions.push(condition(parameters.add(value)));
  };
  when(search.themes, (themes) => `themes && ${themes}::text[]`);
  when(search.communeCode, (code) => `found_commune = ${code}`);
  when(search.epciSiren, (siren) => `found_epci = ${siren}`);
  when(search.organisationId, (id) => `organisation_id = ${id}`);
  when(search.near?.radiusMetres, (radius) => `distance <= ${radius}::float8`);
  // Help that names no audience is for everyone.
  when(search.audiences, (audiences) => `(cardinality(audiences) = 0 OR audiences && ${audiences}::text[])`);
  when(search.mode, (mode) => `${mode} = ANY (modes)`);
  when(search.kinds, (kinds) => `kind = ANY (${kinds}::text[])`);
  if (search.freeOnly === true) conditions.push(`fee = 'free'`);
  if (search.bookableOnly === true) conditions.push('bookable');
  for (const word of wordsOf(search.text)) when(word, matches);
  return conditions;
}

const SEARCHED = `folded(concat_ws(' ', title, description, series, found_place_name, organisation_name))`;

/** Every word is found whole, or with a typo (pg_trgm's word similarity). */
function matches(word: string): string {
  return `(${SEARCHED} LIKE '%' || folded(${word}) || '%'
    OR word_similarity(folded(${word}), ${SEARCHED}) >= 0.5)`;
}

function wordsOf(text: string | null | undefined): readonly string[] {
  return (text ?? '').split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
}
