-- Every read and write of a household's data, one row each. A row's hash covers the row before it: a row that is
-- removed or changed breaks the chain (`hub audit verify`). What names a household is covered through a salted digest,
-- so that it can be erased (with its salt) and the chain still holds.
CREATE TABLE audit_entry (
  sequence          BIGINT PRIMARY KEY,
  at                TIMESTAMPTZ(3) NOT NULL,
  actor_kind        TEXT NOT NULL,
  actor_id          TEXT NOT NULL,
  roles             TEXT NOT NULL,
  organisation      TEXT,
  action            TEXT NOT NULL,
  operation         TEXT NOT NULL,
  purpose           TEXT NOT NULL,
  request_id        TEXT,
  detail            TEXT,
  subject_salt      BYTEA,
  premises_id       TEXT,
  diagnostic_id     TEXT,
  subject_digest    BYTEA NOT NULL,
  previous_hash     BYTEA NOT NULL,
  hash              BYTEA NOT NULL
);
CREATE INDEX audit_entry_premises_id_sequence_idx ON audit_entry (premises_id, sequence);
CREATE INDEX audit_entry_at_idx ON audit_entry (at);

-- The text that a row's hash covers. platform/audit/entry.ts writes the same, to verify without trusting this function.
CREATE FUNCTION audit_entry_text(entry audit_entry) RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(
    entry.sequence::text,
    to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    entry.actor_kind, entry.actor_id, entry.roles, entry.organisation,
    entry.action, entry.operation, entry.purpose, entry.request_id, entry.detail,
    encode(entry.subject_digest, 'hex'), encode(entry.previous_hash, 'hex')
  )::text
$$;

-- One writer at a time: the lock is held until its transaction ends, so that sequences have no gap and no fork.
CREATE FUNCTION audit_entry_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last RECORD;
BEGIN
  PERFORM pg_advisory_xact_lock(4747020, 1);
  SELECT sequence, hash INTO last FROM audit_entry ORDER BY sequence DESC LIMIT 1;
  NEW.sequence := coalesce(last.sequence, 0) + 1;
  NEW.previous_hash := coalesce(last.hash, '\x'::bytea);
  NEW.subject_salt := uuid_send(gen_random_uuid());
  NEW.subject_digest := sha256(
    NEW.subject_salt || convert_to(jsonb_build_array(NEW.premises_id, NEW.diagnostic_id)::text, 'UTF8')
  );
  NEW.hash := sha256(convert_to(audit_entry_text(NEW), 'UTF8'));
  RETURN NEW;
END
$$;
CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_chain();

-- Append-only. Two doors, both opened for one transaction by the `hub privacy` commands: erasing what names a household,
-- and removing the oldest rows when their time is over.
CREATE FUNCTION audit_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('hub.audit', true) = 'purge' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND current_setting('hub.audit', true) = 'erase' THEN
    IF NEW.premises_id IS NULL AND NEW.diagnostic_id IS NULL AND NEW.subject_salt IS NULL AND NEW.hash = OLD.hash
    THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'audit_entry is append-only';
END
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_entry_append_only();
CREATE FUNCTION audit_entry_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entry is append-only';
END
$$;
CREATE TRIGGER audit_entry_keep BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION audit_entry_keep();

-- A household's erasure, and the end of a diagnostic's retention, take its events with it; nothing else does.
CREATE OR REPLACE FUNCTION connection_diagnostic_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('hub.audit', true) IN ('erase', 'purge') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'connection_diagnostic_event is append-only';
END
$$;
