import OpeningHours from 'opening_hours';
import { timeRangesFault } from './opening-hours.rules.ts';

/** Where the hours apply: public holidays of France, in Nouvelle-Aquitaine; sunrise at Agen. */
const WHERE = { lat: 44.2028, lon: 0.6258, address: { country_code: 'fr', state: 'Nouvelle-Aquitaine' } };

interface Readable {
  readonly hours: OpeningHours;
  readonly fault: null;
  /** In French, once it was asked for: the library takes longer to write than to read. */
  french?: string;
  /** The state that was last asked for, and the library's time from and until which it holds. */
  span?: Span;
}

interface Span {
  readonly from: number;
  readonly until: number;
  readonly isOpen: boolean | null;
}

type Parsed = Readable | { readonly hours: null; readonly fault: string };

const known = new Map<string, Parsed>();
const KNOWN_AT_MOST = 10_000;

function parse(osm: string): Parsed {
  const parsed = known.get(osm);
  if (parsed !== undefined) return parsed;
  if (known.size >= KNOWN_AT_MOST) known.clear();
  const fresh = parseFresh(osm);
  known.set(osm, fresh);
  return fresh;
}

function parseFresh(osm: string): Parsed {
  const fault = timeRangesFault(osm);
  if (fault !== null) return { hours: null, fault };
  try {
    return { hours: new OpeningHours(osm, WHERE, { locale: 'fr' } as never), fault: null };
  } catch {
    return { hours: null, fault: `« ${osm} » n’est pas au format opening_hours d’OpenStreetMap.` };
  }
}

const PARIS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The wall clock of Paris at an instant, as milliseconds of a UTC clock that would show the same. */
function parisWallClock(instant: Date): number {
  const part = Object.fromEntries(PARIS.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The date whose clock, in the server's own time zone, shows what the clock of Paris shows: what the library reads. */
function toLibrary(instant: Date): Date {
  const wall = new Date(parisWallClock(instant));
  return new Date(
    wall.getUTCFullYear(),
    wall.getUTCMonth(),
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
  );
}

/** The instant at which the clock of Paris shows what a date's own clock shows. */
function fromLibrary(date: Date): Date {
  const wall = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes());
  const guess = new Date(wall - (parisWallClock(new Date(wall)) - wall));
  return new Date(guess.getTime() - (parisWallClock(guess) - wall));
}

/** Why opening hours cannot be used (a French sentence), `null` when they can. */
export function openingHoursFault(osm: string): string | null {
  return parse(osm).fault;
}

/** Whether a place is open at an instant; `null` when its hours are unusable or leave it unknown. */
export function isOpenAt(osm: string, instant: Date): boolean | null {
  const parsed = parse(osm);
  if (parsed.hours === null) return null;
  const date = toLibrary(instant);
  const { span } = parsed;
  if (span !== undefined && span.from <= date.getTime() && date.getTime() < span.until) return span.isOpen;
  parsed.span = spanAt(parsed.hours, date);
  return parsed.span.isOpen;
}

/** A state that never changes holds for the rest of the year only: holidays are known year by year. */
function spanAt(hours: OpeningHours, date: Date): Span {
  const isOpen = hours.getUnknown(date) ? null : hours.getState(date);
  const until = hours.getNextChange(date)?.getTime() ?? new Date(date.getFullYear() + 1, 0, 1).getTime();
  return { from: date.getTime(), until, isOpen };
}

/** The next instant after which a place opens or closes; `null` when it never does, or its hours are unusable. */
export function nextChange(osm: string, instant: Date): Date | null {
  const change = parse(osm).hours?.getNextChange(toLibrary(instant));
  return change === undefined ? null : fromLibrary(change);
}

/** The hours in French; `null` when they are unusable. */
export function readableHours(osm: string): string | null {
  const parsed = parse(osm);
  if (parsed.hours === null) return null;
  return (parsed.french ??= parsed.hours.prettifyValue({ conf: { locale: 'fr' } } as never));
}
