CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS cube;
CREATE EXTENSION IF NOT EXISTS earthdistance;

-- Letters without accents nor case, to compare words that people type. unaccent() alone is not immutable.
CREATE FUNCTION folded(words TEXT) RETURNS TEXT
  LANGUAGE SQL IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

CREATE TABLE commune (
  code       TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  postcodes  TEXT[],
  population INTEGER,
  epci_siren TEXT,
  latitude   DOUBLE PRECISION,
  longitude  DOUBLE PRECISION
);
CREATE INDEX commune_epci_siren_idx ON commune (epci_siren);

CREATE TABLE epci (
  siren         TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  kind          TEXT NOT NULL,
  population    INTEGER,
  roadmap_group SMALLINT CHECK (roadmap_group BETWEEN 1 AND 3)
);

CREATE TABLE commune_fragility (
  code              TEXT PRIMARY KEY,
  age               SMALLINT,
  education         SMALLINT,
  activity          SMALLINT,
  benefits          SMALLINT,
  immigration       SMALLINT,
  total             SMALLINT,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL,
  CHECK (total = age + education + activity + benefits + immigration)
);

CREATE TABLE commune_boundary (
  code              TEXT PRIMARY KEY,
  name              TEXT NOT NULL,
  geometry          JSONB NOT NULL,
  latitude          DOUBLE PRECISION NOT NULL,
  longitude         DOUBLE PRECISION NOT NULL,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL
);
