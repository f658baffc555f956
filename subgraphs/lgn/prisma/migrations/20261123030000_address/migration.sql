CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

CREATE TABLE address (
  id                TEXT PRIMARY KEY,
  street_id         TEXT NOT NULL,
  number            INTEGER NOT NULL,
  suffix            TEXT,
  street_name       TEXT NOT NULL,
  postcode          TEXT,
  commune_code      TEXT NOT NULL,
  commune_name      TEXT NOT NULL,
  old_commune_code  TEXT,
  old_commune_name  TEXT,
  place_name        TEXT,
  latitude          DOUBLE PRECISION NOT NULL,
  longitude         DOUBLE PRECISION NOT NULL,
  position_type     TEXT,
  certified         BOOLEAN NOT NULL,
  parcels           TEXT[],
  street_words      TEXT NOT NULL,
  commune_words     TEXT NOT NULL,
  place_words       TEXT NOT NULL,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL
);
CREATE INDEX address_street_id_number_idx ON address (street_id, number);
CREATE INDEX address_latitude_longitude_idx ON address (latitude, longitude);

CREATE TABLE street (
  id               TEXT PRIMARY KEY,
  name             TEXT NOT NULL,
  commune_code     TEXT NOT NULL,
  commune_name     TEXT NOT NULL,
  old_commune_name TEXT,
  place_name       TEXT,
  postcodes        TEXT[],
  latitude         DOUBLE PRECISION NOT NULL,
  longitude        DOUBLE PRECISION NOT NULL,
  addresses        INTEGER NOT NULL,
  words            TEXT NOT NULL
);
CREATE INDEX street_commune_code_idx ON street (commune_code);

-- Words are plain a-z and 0-9: the "C" order makes the primary keys serve prefix look-ups.
CREATE TABLE street_word (
  word      TEXT COLLATE "C" NOT NULL,
  street_id TEXT NOT NULL,
  PRIMARY KEY (word, street_id)
);

CREATE TABLE address_vocabulary (
  word    TEXT COLLATE "C" PRIMARY KEY,
  streets INTEGER NOT NULL
);

CREATE TABLE address_commune (
  code  TEXT PRIMARY KEY,
  name  TEXT NOT NULL,
  words TEXT NOT NULL
);
