CREATE TABLE place_record (
  source            TEXT NOT NULL,
  source_id         TEXT NOT NULL,
  name              TEXT NOT NULL,
  commune_name      TEXT NOT NULL,
  postcode          TEXT NOT NULL,
  commune_code      TEXT,
  address           TEXT NOT NULL,
  address_extra     TEXT,
  siret             TEXT,
  rna               TEXT,
  latitude          DOUBLE PRECISION,
  longitude         DOUBLE PRECISION,
  typologies        TEXT[],
  phone             TEXT,
  emails            TEXT[],
  websites          TEXT[],
  opening_hours     TEXT,
  summary           TEXT,
  detail            TEXT,
  collected_by      TEXT,
  itinerancy        TEXT[],
  parent_structure  TEXT,
  updated_on        DATE,
  services          TEXT[],
  audiences         TEXT[],
  special_care      TEXT[],
  fees              TEXT[],
  programmes        TEXT[],
  training_labels   TEXT[],
  other_labels      TEXT[],
  access_modes      TEXT[],
  support_modes     TEXT[],
  acceslibre_url    TEXT,
  booking_url       TEXT,
  quality_notes     TEXT[],
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL,
  PRIMARY KEY (source, source_id)
);

CREATE TABLE place (
  id               TEXT PRIMARY KEY,
  name             TEXT NOT NULL,
  commune_name     TEXT NOT NULL,
  postcode         TEXT NOT NULL,
  commune_code     TEXT,
  address          TEXT NOT NULL,
  address_extra    TEXT,
  siret            TEXT,
  rna              TEXT,
  latitude         DOUBLE PRECISION,
  longitude        DOUBLE PRECISION,
  typologies       TEXT[],
  phone            TEXT,
  emails           TEXT[],
  websites         TEXT[],
  opening_hours    TEXT,
  summary          TEXT,
  detail           TEXT,
  collected_by     TEXT,
  itinerancy       TEXT[],
  parent_structure TEXT,
  updated_on       DATE,
  services         TEXT[],
  audiences        TEXT[],
  special_care     TEXT[],
  fees             TEXT[],
  programmes       TEXT[],
  training_labels  TEXT[],
  other_labels     TEXT[],
  access_modes     TEXT[],
  support_modes    TEXT[],
  acceslibre_url   TEXT,
  booking_url      TEXT,
  quality_notes    TEXT[],
  organisation_id  TEXT,
  search           TEXT NOT NULL,
  modified_at      TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX place_commune_code_idx ON place (commune_code);
CREATE INDEX place_organisation_id_idx ON place (organisation_id);
CREATE INDEX place_modified_at_id_idx ON place (modified_at, id);

CREATE TABLE place_source (
  source    TEXT NOT NULL,
  source_id TEXT NOT NULL,
  place_id  TEXT NOT NULL,
  PRIMARY KEY (source, source_id)
);
CREATE INDEX place_source_place_id_idx ON place_source (place_id);

CREATE TABLE place_tombstone (
  id          TEXT PRIMARY KEY,
  removed_at  TIMESTAMPTZ(3) NOT NULL,
  reason      TEXT NOT NULL,
  replaced_by TEXT
);
CREATE INDEX place_tombstone_removed_at_id_idx ON place_tombstone (removed_at, id);

CREATE TABLE place_doubtful_pair (
  source_a        TEXT NOT NULL,
  source_id_a     TEXT NOT NULL,
  source_b        TEXT NOT NULL,
  source_id_b     TEXT NOT NULL,
  distance_metres INTEGER,
  similarity      DOUBLE PRECISION NOT NULL,
  reason          TEXT NOT NULL,
  PRIMARY KEY (source_a, source_id_a, source_b, source_id_b)
);

-- "Near": earth_box() finds by this index, earth_distance() then measures.
CREATE INDEX place_earth_idx ON place USING gist (ll_to_earth(latitude, longitude)) WHERE latitude IS NOT NULL AND longitude IS NOT NULL;
CREATE INDEX place_search_idx ON place USING gin (search gin_trgm_ops);
