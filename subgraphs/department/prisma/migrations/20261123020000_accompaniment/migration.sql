CREATE TABLE accompaniment (
  id                TEXT PRIMARY KEY,
  source            TEXT NOT NULL,
  kind              TEXT NOT NULL,
  title             TEXT NOT NULL,
  description       TEXT,
  themes            TEXT[],
  audiences         TEXT[],
  modes             TEXT[],
  level             TEXT,
  fee               TEXT,
  fee_detail        TEXT,
  bookable          BOOLEAN NOT NULL,
  booking_url       TEXT,
  booking_phone     TEXT,
  by_appointment    BOOLEAN NOT NULL,
  place_id          TEXT,
  place_name        TEXT,
  commune_code      TEXT,
  latitude          DOUBLE PRECISION,
  longitude         DOUBLE PRECISION,
  organisation_id   TEXT,
  organisation_name TEXT,
  advisor_role      TEXT,
  series            TEXT,
  url               TEXT,
  weekday           SMALLINT,
  opens_at          TIME(0),
  closes_at         TIME(0),
  valid_from        DATE,
  valid_until       DATE,
  open_on_holidays  BOOLEAN NOT NULL,
  excluded_dates    DATE[],
  sessions          JSONB NOT NULL,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL,
  CHECK (kind IN ('workshop', 'permanence', 'remote_session', 'individual_help')),
  CHECK (kind <> 'permanence' OR (weekday IS NOT NULL AND opens_at IS NOT NULL AND closes_at IS NOT NULL))
);
CREATE INDEX accompaniment_place_id_idx ON accompaniment (place_id);
CREATE INDEX accompaniment_commune_code_idx ON accompaniment (commune_code);
CREATE INDEX accompaniment_source_idx ON accompaniment (source);

CREATE TABLE accompaniment_session (
  accompaniment_id TEXT NOT NULL,
  starts_at        TIMESTAMPTZ(0) NOT NULL,
  ends_at          TIMESTAMPTZ(0) NOT NULL,
  seats_total      INTEGER,
  seats_left       INTEGER,
  PRIMARY KEY (accompaniment_id, starts_at)
);
CREATE INDEX accompaniment_session_ends_at_idx ON accompaniment_session (ends_at);

-- The start of the first weekly occurrence that ends after `since` and starts before `before`, in Europe/Paris.
-- `closed` are the days without a session: there are at most as many weeks to step over as closed days.
CREATE FUNCTION accompaniment_next_weekly(
  day_of_week INTEGER, opens TIME, closes TIME, valid_from DATE, valid_until DATE, closed DATE[],
  since TIMESTAMPTZ, before TIMESTAMPTZ
) RETURNS TIMESTAMPTZ
  LANGUAGE SQL STABLE PARALLEL SAFE
  AS $$
    WITH earliest AS (SELECT greatest(valid_from, (since AT TIME ZONE 'Europe/Paris')::date) AS day),
         first AS (SELECT day + (day_of_week - extract(isodow FROM day)::integer + 7) % 7 AS day FROM earliest),
         weekly AS (SELECT first.day + 7 * week AS day FROM first, generate_series(0, cardinality(closed) + 1) AS week)
    SELECT min((day + opens) AT TIME ZONE 'Europe/Paris')
    FROM weekly
    WHERE (valid_until IS NULL OR day <= valid_until)
      AND NOT day = ANY (closed)
      AND (day + closes) AT TIME ZONE 'Europe/Paris' > since
      AND (day + opens) AT TIME ZONE 'Europe/Paris' < before
  $$;
