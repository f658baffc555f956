-- Accompaniments that the department's agents wrote: each stands before the row of a file that has the same identifier.
-- No import touches them.
CREATE TABLE accompaniment_entry (
  id                  TEXT PRIMARY KEY,
  status              TEXT NOT NULL CHECK (status IN ('PUBLISHED', 'CANCELLED', 'GIVEN_BACK')),
  -- A row of `accompaniment`, without its imports.
  content             JSONB NOT NULL,
  source              TEXT NOT NULL,
  as_of               DATE NOT NULL,
  revision            INTEGER NOT NULL,
  last_change         TEXT NOT NULL CHECK (last_change IN ('CREATED', 'UPDATED', 'CANCELLED', 'GIVEN_BACK')),
  last_reason         TEXT,
  author              TEXT NOT NULL,
  author_organisation TEXT,
  updated_at          TIMESTAMPTZ(3) NOT NULL,
  CHECK (status <> 'CANCELLED' OR last_reason IS NOT NULL)
);

-- Append-only history, written by a trigger on `accompaniment_entry`.
CREATE TABLE accompaniment_revision (
  id                  TEXT NOT NULL,
  revision            INTEGER NOT NULL,
  change              TEXT NOT NULL,
  content             JSONB NOT NULL,
  changed_fields      TEXT[],
  reason              TEXT,
  author              TEXT NOT NULL,
  author_organisation TEXT,
  recorded_at         TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (id, revision),
  CONSTRAINT accompaniment_revision_id_fkey FOREIGN KEY (id) REFERENCES accompaniment_entry (id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE FUNCTION accompaniment_entry_record_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed text[] := '{}';
  state jsonb := NEW.content || jsonb_build_object('status', NEW.status);
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.revision <> OLD.revision + 1 THEN
      RAISE EXCEPTION 'accompaniment_entry %: revision % must follow %', NEW.id, NEW.revision, OLD.revision;
    END IF;
    changed := entry_changed_fields(OLD.content || jsonb_build_object('status', OLD.status), state);
  END IF;
  INSERT INTO accompaniment_revision
    (id, revision, change, content, changed_fields, reason, author, author_organisation, recorded_at)
  VALUES (NEW.id, NEW.revision, NEW.last_change, state, changed, NEW.last_reason, NEW.author, NEW.author_organisation,
    NEW.updated_at);
  RETURN NULL;
END
$$;

CREATE TRIGGER accompaniment_entry_record_revision AFTER INSERT OR UPDATE ON accompaniment_entry
  FOR EACH ROW EXECUTE FUNCTION accompaniment_entry_record_revision();

CREATE TRIGGER accompaniment_revision_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON accompaniment_revision
  FOR EACH STATEMENT EXECUTE FUNCTION entry_history_is_append_only();

CALL publication.watch('accompaniment_entry');
