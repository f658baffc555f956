CREATE TABLE coop_activity (
  id                TEXT PRIMARY KEY,
  source            TEXT NOT NULL,
  kind              TEXT NOT NULL,
  month             DATE NOT NULL,
  commune_code      TEXT,
  structure_id      TEXT,
  themes            TEXT[],
  participants      INTEGER NOT NULL,
  withdrawn         BOOLEAN NOT NULL,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL
);

CREATE TABLE activity_figure (
  id           TEXT PRIMARY KEY,
  commune_code TEXT,
  month        DATE NOT NULL,
  kind         TEXT NOT NULL,
  theme        TEXT,
  activities   INTEGER NOT NULL,
  people       INTEGER NOT NULL
);
CREATE INDEX activity_figure_commune_code_month_idx ON activity_figure (commune_code, month);
CREATE INDEX activity_figure_month_id_idx ON activity_figure (month, id);
