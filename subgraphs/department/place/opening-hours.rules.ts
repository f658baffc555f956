const TIME = /(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})/g;

/**
 * What the library lets pass in OSM opening hours: empty ranges (`14:00-14:00`) and ranges of one rule that overlap
 * (`09:00-12:00,11:00-14:00`). A French sentence, `null` when there is nothing to say.
 */
export function timeRangesFault(osm: string): string | null {
  for (const rule of osm.split(/;|\|\|/)) {
    const runs = rule.match(/\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}(\s*,\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2})*/g) ?? [];
    for (const run of runs) {
      const fault = runFault(run);
      if (fault !== null) return fault;
    }
  }
  return null;
}

function runFault(run: string): string | null {
  const ranges = [...run.matchAll(TIME)].map((match) => {
    const [text, fromHour, fromMinute, toHour, toMinute] = match;
    const from = Number(fromHour) * 60 + Number(fromMinute);
    const to = Number(toHour) * 60 + Number(toMinute);
    return { text, from, to: to < from ? to + 1440 : to };
  });
  const empty = ranges.find(({ from, to }) => from === to);
  if (empty !== undefined) return `« ${empty.text} » est une plage vide.`;
  const sorted = ranges.toSorted((a, b) => a.from - b.from);
  const overlap = sorted.findIndex(({ to }, index) => to > (sorted[index + 1]?.from ?? Number.POSITIVE_INFINITY));
  return overlap < 0 ? null : `« ${run} » : des plages se chevauchent.`;
}

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
const RANGE = /^(\d{1,2})\s*[:hH]\s*(\d{2})?\s*-\s*(\d{1,2})\s*[:hH]\s*(\d{2})?$/;

export interface WeekHours {
  readonly osm: string;
  /** Cells that could not be read, by day (0 is Monday). */
  readonly unreadable: readonly { readonly day: number; readonly text: string }[];
}

/**
 * OSM opening hours of a week given day by day, from Monday, as the France Services list writes them:
 * `09:00 - 12:30 / 13:30 - 18:00`. Days of the same hours that follow each other are put together.
 */
export function weekHours(days: readonly string[]): WeekHours {
  const unreadable: { day: number; text: string }[] = [];
  const rules: { first: number; last: number; hours: string }[] = [];
  for (const [day, text] of days.entries()) {
    if (text.trim() === '' || /^ferm/i.test(text.trim())) continue;
    const hours = dayHours(text);
    const previous = rules.at(-1);
    if (hours === null) unreadable.push({ day, text });
    else if (previous?.hours === hours && previous.last === day - 1) previous.last = day;
    else rules.push({ first: day, last: day, hours });
  }
  const dayName = (day: number) => DAYS[day] ?? '';
  const span = (first: number, last: number) =>
    first === last ? dayName(first) : `${dayName(first)}-${dayName(last)}`;
  return { osm: rules.map(({ first, last, hours }) => `${span(first, last)} ${hours}`).join('; '), unreadable };
}

function dayHours(text: string): string | null {
  const ranges = text.split('/').map((range) => RANGE.exec(range.trim()));
  const written = ranges.map((match) => {
    if (match === null) return null;
    const [, fromHour = '', fromMinute = '00', toHour = '', toMinute = '00'] = match;
    return `${fromHour.padStart(2, '0')}:${fromMinute}-${toHour.padStart(2, '0')}:${toMinute}`;
  });
  return written.includes(null) ? null : written.join(',');
}
