CREATE TABLE organisation_reference (
  id     TEXT PRIMARY KEY,
  name   TEXT NOT NULL,
  kind   TEXT NOT NULL,
  source TEXT NOT NULL,
  as_of  DATE NOT NULL
);

CREATE TABLE organisation_record (
  id                TEXT PRIMARY KEY,
  source            TEXT NOT NULL,
  name              TEXT NOT NULL,
  kind              TEXT NOT NULL,
  siret             TEXT,
  rna               TEXT,
  group_name        TEXT,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL
);

CREATE TABLE organisation (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  siret      TEXT,
  rna        TEXT,
  group_name TEXT,
  source     TEXT NOT NULL,
  as_of      DATE NOT NULL
);
CREATE INDEX organisation_siret_idx ON organisation (siret);
CREATE INDEX organisation_kind_id_idx ON organisation (kind, id);
