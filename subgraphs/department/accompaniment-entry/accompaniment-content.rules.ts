import { parisDate } from '../../../platform/calendar.ts';
import { parseAccompaniment, type StoredSession } from '../accompaniment/accompaniment.source.ts';
import { weekdayOf } from '../accompaniment/vocabulary.rules.ts';
import { shownValue, type Given, type InputFault } from '../writing/input-fault.rules.ts';
import { cellsOf, fieldOfColumn, type GivenSession } from './accompaniment-cells.rules.ts';

/** An accompaniment as `accompaniment_entry.content` keeps it: a row of `accompaniment`, without its imports. */
export type AccompanimentContent = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
};

export type CheckedAccompaniment =
  | { readonly ok: true; readonly content: AccompanimentContent }
  | { readonly ok: false; readonly faults: readonly InputFault[] };

/** Checks what a person writes by the very rules of the accompaniments' file: every fault at once. */
export function checkAccompaniment(given: Given, source: string): CheckedAccompaniment {
  const faults = [...sessionFaults(given)];
  const parsed = parseAccompaniment(cellsOf(given), { line: 1, source });
  if (!parsed.ok)
    faults.push(
      ...parsed.faults.map(({ column, value, reason }) => {
        const field = fieldOfColumn(column);
        const shown = value === '' && field === 'coordinates' ? shownValue(given[field]) : value;
        return { field, value: shown, message: inWordsOfGraph(field, reason) };
      }),
    );
  const values = parsed.ok ? parsed.rows[0]?.values : undefined;
  return values === undefined || faults.length > 0
    ? { ok: false, faults }
    : { ok: true, content: { ...values } as AccompanimentContent };
}

const SESSION = '{ date: "2026-11-26", opensAt: "14:00", closesAt: "16:00", seatsTotal: 12, seatsLeft: 5 }';

/** What the file's parser says of columns, said of fields. */
function inWordsOfGraph(field: string, reason: string): string {
  if (field === 'sessions') return `${reason.replace(/ \(attendu.*$/, '')} : attendu par exemple ${SESSION}.`;
  return reason
    .replace(/^La colonne « .*? » est vide/, 'Cette valeur est obligatoire')
    .replace('« id_lieu » (identifiant du lieu) ou « code_insee »', '« placeId » ou « communeCode »');
}

function sessionFaults({ sessions }: Given): readonly InputFault[] {
  return ((sessions ?? []) as readonly GivenSession[]).flatMap((session, at) =>
    typeof session.seatsLeft === 'number' && typeof session.seatsTotal !== 'number'
      ? [
          {
            field: `sessions[${at}]`,
            value: shownValue(session),
            message: `seatsLeft ne va pas sans seatsTotal : attendu par exemple ${SESSION}.`,
          },
        ]
      : [],
  );
}

const CLOCK = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
});

/** A stored row as a person would write it again, to change some of it. */
export function givenOf(row: Readonly<Record<string, unknown>>): Given {
  const text = (column: string) => row[column] ?? null;
  const time = (column: string) => (typeof row[column] === 'string' ? row[column].slice(0, 5) : null);
  const { latitude, longitude } = row;
  return {
    id: text('id'),
    kind: text('kind'),
    title: text('title'),
    description: text('description'),
    themes: text('themes'),
    audiences: text('audiences'),
    modes: text('modes'),
    level: text('level'),
    fee: text('fee'),
    feeDetail: text('fee_detail'),
    bookable: text('bookable'),
    bookingUrl: text('booking_url'),
    bookingPhone: text('booking_phone'),
    byAppointment: text('by_appointment'),
    placeId: text('place_id'),
    placeName: text('place_name'),
    communeCode: text('commune_code'),
    coordinates: typeof latitude === 'number' ? { latitude, longitude } : null,
    organisationId: text('organisation_id'),
    organisationName: text('organisation_name'),
    advisorRole: text('advisor_role'),
    series: text('series'),
    url: text('url'),
    weekday: typeof row['weekday'] === 'number' ? weekdayOf(row['weekday']) : null,
    opensAt: time('opens_at'),
    closesAt: time('closes_at'),
    validFrom: text('valid_from'),
    validUntil: text('valid_until'),
    openOnHolidays: text('open_on_holidays'),
    excludedDates: text('excluded_dates'),
    sessions: ((row['sessions'] ?? []) as readonly StoredSession[]).map(givenSession),
  };
}

function givenSession({ startsAt, endsAt, seatsTotal, seatsLeft }: StoredSession): GivenSession {
  const [starts, ends] = [new Date(startsAt), new Date(endsAt)];
  return {
    date: parisDate(starts),
    opensAt: CLOCK.format(starts),
    closesAt: CLOCK.format(ends),
    seatsTotal,
    seatsLeft,
  };
}
