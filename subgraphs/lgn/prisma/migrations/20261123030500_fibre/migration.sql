CREATE TABLE fibre_deployment (
  source            TEXT NOT NULL,
  building_id       TEXT NOT NULL,
  producer_code     TEXT,
  status            TEXT NOT NULL,
  state_date        DATE,
  pm_reference      TEXT,
  pm_state          TEXT,
  pm_date           DATE,
  operator_code     TEXT,
  building_type     TEXT,
  dwellings         INTEGER,
  commune_code      TEXT NOT NULL,
  number            INTEGER,
  suffix            TEXT,
  street_words      TEXT,
  latitude          DOUBLE PRECISION NOT NULL,
  longitude         DOUBLE PRECISION NOT NULL,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL,
  PRIMARY KEY (source, building_id)
);

CREATE TABLE connection_building (
  id                TEXT PRIMARY KEY,
  operator_id       TEXT,
  commune_code      TEXT NOT NULL,
  ban_id            TEXT,
  building_type     TEXT,
  dwellings         INTEGER,
  latitude          DOUBLE PRECISION NOT NULL,
  longitude         DOUBLE PRECISION NOT NULL,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL
);

CREATE TABLE connection_eligibility (
  connection_id     TEXT NOT NULL,
  operator_code     TEXT NOT NULL,
  technology_code   TEXT NOT NULL,
  down_class        TEXT,
  up_class          TEXT,
  limitation        TEXT,
  saturation        TEXT,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL,
  PRIMARY KEY (connection_id, operator_code, technology_code)
);

CREATE TABLE connection_closure (
  connection_id     TEXT PRIMARY KEY,
  lot               TEXT,
  fibre_eligible    TEXT,
  technical         DATE,
  commercial_zone   DATE,
  commercial_here   DATE,
  year              INTEGER,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL
);

CREATE TABLE building (
  id                   TEXT PRIMARY KEY,
  connection_id        TEXT,
  premises_id          TEXT NOT NULL,
  ban_id               TEXT,
  address_link         TEXT NOT NULL,
  commune_code         TEXT NOT NULL,
  building_type        TEXT,
  dwellings            INTEGER,
  latitude             DOUBLE PRECISION NOT NULL,
  longitude            DOUBLE PRECISION NOT NULL,
  status               TEXT NOT NULL,
  producer_code        TEXT,
  fibre_eligible       TEXT,
  state_date           DATE,
  pm_reference         TEXT,
  pm_state             TEXT,
  pm_date              DATE,
  operator_code        TEXT,
  technology_codes     TEXT[],
  fibre_operators      TEXT[],
  deployment_import_id INTEGER,
  connection_import_id INTEGER
);
CREATE INDEX building_premises_id_idx ON building (premises_id);
CREATE INDEX building_connection_id_idx ON building (connection_id);
CREATE INDEX building_commune_code_idx ON building (commune_code);
CREATE INDEX building_latitude_longitude_idx ON building (latitude, longitude);

CREATE TABLE commune_fibre_coverage (
  commune_code     TEXT NOT NULL,
  status           TEXT NOT NULL,
  buildings        INTEGER NOT NULL,
  dwellings        INTEGER NOT NULL,
  latest_import_id INTEGER NOT NULL,
  PRIMARY KEY (commune_code, status)
);
