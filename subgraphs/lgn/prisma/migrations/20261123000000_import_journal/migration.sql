CREATE TABLE import_journal (
  id          SERIAL PRIMARY KEY,
  dataset     TEXT NOT NULL,
  format      TEXT NOT NULL,
  source      TEXT NOT NULL,
  as_of       DATE NOT NULL,
  files       TEXT[],
  sha256      TEXT NOT NULL,
  actor       TEXT NOT NULL,
  status      TEXT NOT NULL DEFAULT 'published',
  started_at  TIMESTAMPTZ(3) NOT NULL,
  finished_at TIMESTAMPTZ(3) NOT NULL,
  read        INTEGER NOT NULL,
  inserted    INTEGER NOT NULL,
  updated     INTEGER NOT NULL,
  deleted     INTEGER NOT NULL,
  unchanged   INTEGER NOT NULL,
  rejected    INTEGER NOT NULL,
  remarks     TEXT[],
  undone_at   TIMESTAMPTZ(3)
);
CREATE INDEX import_journal_dataset_id_idx ON import_journal (dataset, id);

CREATE TABLE import_change (
  id         BIGSERIAL PRIMARY KEY,
  import_id  INTEGER NOT NULL REFERENCES import_journal (id) ON DELETE CASCADE ON UPDATE CASCADE,
  table_name TEXT NOT NULL,
  key        JSONB NOT NULL,
  operation  TEXT NOT NULL,
  before     JSONB NOT NULL
);
CREATE INDEX import_change_table_name_key_idx ON import_change (table_name, key);
CREATE INDEX import_change_import_id_idx ON import_change (import_id);
