CREATE TABLE copper_closure (
  commune_code              TEXT PRIMARY KEY,
  lot                       TEXT,
  commercial_closure        DATE,
  technical_closure         DATE,
  commercial_announced_on   DATE,
  commercial_postponed      BOOLEAN,
  initial_technical_closure DATE,
  infrastructure_operators  TEXT[],
  import_id                 INTEGER NOT NULL,
  created_import_id         INTEGER NOT NULL,
  CONSTRAINT copper_closure_both_dates CHECK ((commercial_closure IS NULL) = (technical_closure IS NULL)),
  CONSTRAINT copper_closure_order CHECK (commercial_closure <= technical_closure)
);
CREATE INDEX copper_closure_technical_closure_commune_code_idx ON copper_closure (technical_closure, commune_code);
