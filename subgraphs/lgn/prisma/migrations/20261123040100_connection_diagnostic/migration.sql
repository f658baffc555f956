CREATE TABLE connection_diagnostic (
  id                  UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  request_id          TEXT NOT NULL,
  premises_id         TEXT NOT NULL,
  commune_code        TEXT NOT NULL,
  version             INTEGER NOT NULL DEFAULT 1,
  status              TEXT NOT NULL,
  channel             TEXT NOT NULL,
  needs               TEXT[],
  diagnosed_on        DATE NOT NULL,
  observed_technology TEXT,
  nominal_down_mbps   DOUBLE PRECISION,
  nominal_up_mbps     DOUBLE PRECISION,
  observed_down_mbps  DOUBLE PRECISION,
  observed_up_mbps    DOUBLE PRECISION,
  latency_ms          DOUBLE PRECISION,
  finding             TEXT,
  recommendation      JSONB,
  chosen_solution     TEXT,
  choice_reason       TEXT,
  visit_on            DATE,
  visit_slot          TEXT,
  visit_done_on       DATE,
  outcome             TEXT,
  outcome_note        TEXT,
  opened_at           TIMESTAMPTZ(3) NOT NULL,
  updated_at          TIMESTAMPTZ(3) NOT NULL,
  closed_at           TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX connection_diagnostic_request_id_key ON connection_diagnostic (request_id);
CREATE INDEX connection_diagnostic_premises_id_opened_at_idx ON connection_diagnostic (premises_id, opened_at DESC);
CREATE INDEX connection_diagnostic_opened_at_id_idx ON connection_diagnostic (opened_at DESC, id);

CREATE TABLE connection_diagnostic_follow_up (
  id            UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  diagnostic_id UUID NOT NULL REFERENCES connection_diagnostic (id) ON DELETE CASCADE ON UPDATE CASCADE,
  kind          TEXT NOT NULL,
  note          TEXT,
  due_on        DATE NOT NULL,
  done_on       DATE
);
CREATE INDEX connection_diagnostic_follow_up_diagnostic_id_idx ON connection_diagnostic_follow_up (diagnostic_id);

CREATE TABLE connection_diagnostic_event (
  diagnostic_id UUID NOT NULL REFERENCES connection_diagnostic (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version       INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  actor         TEXT NOT NULL,
  at            TIMESTAMPTZ(3) NOT NULL,
  change        JSONB NOT NULL,
  PRIMARY KEY (diagnostic_id, version)
);

CREATE FUNCTION connection_diagnostic_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'connection_diagnostic_event is append-only';
END
$$;
CREATE TRIGGER connection_diagnostic_event_append_only
  BEFORE UPDATE OR DELETE ON connection_diagnostic_event
  FOR EACH ROW EXECUTE FUNCTION connection_diagnostic_event_is_append_only();
