import type { Audience, Fee, Kind, Level, Mode } from './vocabulary.rules.ts';
import { PUBLISHED_ACCOMPANIMENTS } from './published.rows.ts';
import type { ThemeCode } from './themes.rules.ts';

/** An accompaniment as the queries read it: where it is and when it takes place next are already worked out. */
export interface AccompanimentRow {
  readonly id: string;
  readonly source: string;
  readonly kind: Kind;
  readonly title: string;
  readonly description: string | null;
  readonly themes: readonly ThemeCode[];
  readonly audiences: readonly Audience[];
  readonly modes: readonly Mode[];
  readonly level: Level | null;
  readonly fee: Fee | null;
  readonly feeDetail: string | null;
  readonly bookable: boolean;
  readonly bookingUrl: string | null;
  readonly bookingPhone: string | null;
  readonly byAppointment: boolean;
  readonly placeId: string | null;
  readonly placeName: string | null;
  readonly communeCode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly advisorRole: string | null;
  readonly series: string | null;
  readonly url: string | null;
  /** ISO 8601 number of the day of the week; only of a permanence, like the two times. */
  readonly weekday: number | null;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly openOnHolidays: boolean;
  readonly excludedDates: readonly string[];
  /** Start of the next occurrence in the period asked for; `null` when it has no calendar, or none to come. */
  readonly nextAt: Date | null;
  /** From the point asked for; `null` when none was, or without coordinates. */
  readonly distanceMetres: number | null;
  /** How many times an agent wrote it. */
  readonly revision: number;
  readonly cancelled: boolean;
  readonly cancellationReason: string | null;
  /** The day that what an agent wrote was exact, and when it was written; `null` where a file speaks. */
  readonly writtenAsOf: string | null;
  readonly writtenAt: Date | null;
}

/** The columns of `AccompanimentRow` over the rows of `dated`. */
export const ROW_COLUMNS = `
  id, source, kind, title, description, themes, audiences, modes, level, fee, fee_detail AS "feeDetail", bookable,
  booking_url AS "bookingUrl", booking_phone AS "bookingPhone", by_appointment AS "byAppointment",
  found_place AS "placeId", found_place_name AS "placeName", found_commune AS "communeCode",
  found_latitude AS latitude, found_longitude AS longitude, organisation_id AS "organisationId",
  organisation_name AS "organisationName", advisor_role AS "advisorRole", series, url, weekday,
  to_char(opens_at, 'HH24:MI') AS "opensAt", to_char(closes_at, 'HH24:MI') AS "closesAt",
  valid_from::text AS "validFrom", valid_until::text AS "validUntil", open_on_holidays AS "openOnHolidays",
  coalesce(excluded_dates, '{}')::text[] AS "excludedDates", next_at AS "nextAt", distance AS "distanceMetres",
  revision, cancelled, cancellation_reason AS "cancellationReason", written_as_of::text AS "writtenAsOf",
  written_at AS "writtenAt"`;

/**
 * Where each accompaniment is: its own commune and point, else its place's, else the middle of its commune.
 * A file may name a place by the hub's identifier or by the one of a file of places.
 */
const LOCATED = `
  SELECT a.*, p.id AS found_place, coalesce(a.place_name, p.name) AS found_place_name, c.epci_siren AS found_epci,
         coalesce(a.commune_code, p.commune_code) AS found_commune,
         coalesce(a.latitude, p.latitude, b.latitude, c.latitude) AS found_latitude,
         coalesce(a.longitude, p.longitude, b.longitude, c.longitude) AS found_longitude
  FROM ${PUBLISHED_ACCOMPANIMENTS} a
  LEFT JOIN (SELECT DISTINCT ON (source_id) source_id, place_id FROM place_source ORDER BY source_id, source) s
    ON s.source_id = a.place_id
  LEFT JOIN place p ON p.id = coalesce(s.place_id, a.place_id)
  LEFT JOIN commune c ON c.code = coalesce(a.commune_code, p.commune_code)
  LEFT JOIN commune_boundary b ON b.code = c.code`;

/** What `datedRows` needs to know of time and space, as SQL parameters already numbered. */
export interface Placeholders {
  readonly since: string;
  readonly before: string;
  readonly holidays: string;
  /** SQL of the distance to the point asked for, in metres. */
  readonly distance: string;
}

/** The common table `dated`: every accompaniment with where it is, and its next occurrence in a period. */
export function datedRows({ since, before, holidays, distance }: Placeholders): string {
  return `WITH located AS (${LOCATED}), dated AS (
    SELECT located.*, ${distance} AS distance,
      CASE kind
        WHEN 'individual_help' THEN NULL
        WHEN 'permanence' THEN accompaniment_next_weekly(weekday, opens_at, closes_at, valid_from, valid_until,
          coalesce(excluded_dates, '{}') || CASE WHEN open_on_holidays THEN '{}' ELSE ${holidays} END,
          ${since}, ${before})
        ELSE (SELECT min(starts_at) FROM accompaniment_session
              WHERE accompaniment_id = located.id AND ends_at > ${since} AND starts_at < ${before})
      END AS next_at,
      kind = 'individual_help'
        AND (valid_from IS NULL OR valid_from::timestamp AT TIME ZONE 'Europe/Paris' < ${before})
        AND (valid_until IS NULL OR (valid_until + 1)::timestamp AT TIME ZONE 'Europe/Paris' > ${since}) AS on_demand
    FROM located)`;
}

/** Keeps what can be attended or asked for: a next occurrence, or help on demand, not cancelled. */
export const STILL_OFFERED = '((next_at IS NOT NULL OR on_demand) AND NOT cancelled)';

/** Next occurrence first, help without a calendar last, then the id. */
export const NEXT_FIRST = `coalesce(next_at, 'infinity'), id COLLATE "C"`;
