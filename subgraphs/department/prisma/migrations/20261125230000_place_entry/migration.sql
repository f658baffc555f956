-- What people have written of places: the department's agents, and hosts whose corrections were accepted. `place` derives
-- from the records of files and from this, which no import touches.
CREATE TABLE place_entry (
  place_id            TEXT PRIMARY KEY,
  -- The place is there by this entry, whatever the files say.
  created             BOOLEAN NOT NULL,
  status              TEXT NOT NULL CHECK (status IN ('OPEN', 'CLOSED')),
  -- By field of the graph: { "value", "base": what the files said then, "asOf", "source" }.
  fields              JSONB NOT NULL,
  as_of               DATE NOT NULL,
  confirmed_on        DATE,
  confirmed_by        TEXT CHECK (confirmed_by IN ('HOST', 'DEPARTMENT')),
  closed_on           DATE,
  revision            INTEGER NOT NULL,
  last_change         TEXT NOT NULL CHECK (last_change IN ('CREATED', 'UPDATED', 'CONFIRMED', 'CLOSED', 'REOPENED')),
  last_reason         TEXT,
  author              TEXT NOT NULL,
  author_organisation TEXT,
  updated_at          TIMESTAMPTZ(3) NOT NULL,
  CHECK ((status = 'CLOSED') = (closed_on IS NOT NULL)),
  CHECK ((confirmed_on IS NULL) = (confirmed_by IS NULL))
);

-- Append-only history, written by a trigger on `place_entry`: no way of changing an entry leaves it out.
CREATE TABLE place_revision (
  place_id            TEXT NOT NULL,
  revision            INTEGER NOT NULL,
  change              TEXT NOT NULL,
  content             JSONB NOT NULL,
  changed_fields      TEXT[],
  reason              TEXT,
  author              TEXT NOT NULL,
  author_organisation TEXT,
  recorded_at         TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (place_id, revision),
  CONSTRAINT place_revision_place_id_fkey FOREIGN KEY (place_id) REFERENCES place_entry (place_id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);

-- What a host proposes to correct of its place: an agent of the department decides.
CREATE TABLE place_proposal (
  id                  TEXT PRIMARY KEY,
  place_id            TEXT NOT NULL,
  status              TEXT NOT NULL CHECK (status IN ('PENDING', 'ACCEPTED', 'REFUSED')),
  changes             JSONB NOT NULL,
  comment             TEXT,
  author              TEXT NOT NULL,
  author_organisation TEXT NOT NULL,
  proposed_on         DATE NOT NULL,
  proposed_at         TIMESTAMPTZ(3) NOT NULL,
  decided_by          TEXT,
  decided_at          TIMESTAMPTZ(3),
  decision_reason     TEXT,
  CHECK ((status = 'PENDING') = (decided_at IS NULL))
);
CREATE INDEX place_proposal_status_proposed_at_id_idx ON place_proposal (status, proposed_at, id);
CREATE INDEX place_proposal_place_id_idx ON place_proposal (place_id);

CREATE FUNCTION place_entry_content(entry place_entry) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT jsonb_object_agg(field.key, field.value -> 'value') FROM jsonb_each(entry.fields) AS field), '{}')
    || jsonb_build_object('status', entry.status, 'confirmedOn', entry.confirmed_on, 'closedOn', entry.closed_on)
$$;

-- The names whose value differs, those that only one of both has included.
CREATE FUNCTION entry_changed_fields(before jsonb, after jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(name ORDER BY name), '{}')
  FROM (SELECT jsonb_object_keys(before) AS name UNION SELECT jsonb_object_keys(after)) AS names
  WHERE before -> name IS DISTINCT FROM after -> name
$$;

CREATE FUNCTION place_entry_record_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed text[] := '{}';
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.revision <> OLD.revision + 1 THEN
      RAISE EXCEPTION 'place_entry %: revision % must follow %', NEW.place_id, NEW.revision, OLD.revision;
    END IF;
    changed := entry_changed_fields(place_entry_content(OLD), place_entry_content(NEW));
  END IF;
  INSERT INTO place_revision
    (place_id, revision, change, content, changed_fields, reason, author, author_organisation, recorded_at)
  VALUES (NEW.place_id, NEW.revision, NEW.last_change, place_entry_content(NEW), changed, NEW.last_reason, NEW.author,
    NEW.author_organisation, NEW.updated_at);
  RETURN NULL;
END
$$;

CREATE TRIGGER place_entry_record_revision AFTER INSERT OR UPDATE ON place_entry
  FOR EACH ROW EXECUTE FUNCTION place_entry_record_revision();

CREATE FUNCTION entry_history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER place_revision_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON place_revision
  FOR EACH STATEMENT EXECUTE FUNCTION entry_history_is_append_only();

CALL publication.watch('place_entry');
