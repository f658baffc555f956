CREATE TABLE operator_desk (
  id                TEXT PRIMARY KEY,
  operator_id       TEXT NOT NULL,
  label             TEXT NOT NULL,
  commune_code      TEXT NOT NULL,
  address           TEXT NOT NULL,
  hours             TEXT,
  phone             TEXT,
  source            TEXT NOT NULL,
  verified_on       DATE NOT NULL,
  file_source       TEXT NOT NULL,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL
);
CREATE INDEX operator_desk_commune_code_id_idx ON operator_desk (commune_code, id);
CREATE INDEX operator_desk_operator_id_id_idx ON operator_desk (operator_id, id);

CREATE TABLE operator_procedure (
  id                TEXT PRIMARY KEY,
  operator_id       TEXT NOT NULL,
  name              TEXT NOT NULL,
  description       TEXT,
  url               TEXT,
  phone             TEXT,
  source            TEXT NOT NULL,
  verified_on       DATE NOT NULL,
  file_source       TEXT NOT NULL,
  import_id         INTEGER NOT NULL,
  created_import_id INTEGER NOT NULL
);
CREATE INDEX operator_procedure_operator_id_id_idx ON operator_procedure (operator_id, id);
