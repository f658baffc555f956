-- The number of the last change of anything that anyone may read (docs/architecture.md, « Caching »). Each statement that
-- writes a watched table leaves a request; at the commit, the transaction's first request moves the number and tells it.
-- So that no lock is held before the commit, nothing else writes `state`.
CREATE SCHEMA publication;

CREATE TABLE publication.state (
  only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  -- Milliseconds of the last change, or one more than the number before: never given twice, even after a restoration.
  number   BIGINT NOT NULL
);
INSERT INTO publication.state (number) VALUES ((extract(epoch FROM clock_timestamp()) * 1000)::BIGINT);

CREATE TABLE publication.request (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY);

CREATE FUNCTION publication.ask() RETURNS TRIGGER
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO publication.request DEFAULT VALUES;
  RETURN NULL;
END $$;

CREATE FUNCTION publication.publish() RETURNS TRIGGER
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  moved BIGINT;
BEGIN
  DELETE FROM publication.request WHERE id = NEW.id;
  -- Forgotten at the end of the transaction.
  IF coalesce(current_setting('publication.is_told', TRUE), '') = 'yes' THEN
    RETURN NULL;
  END IF;
  UPDATE publication.state
    SET number = greatest(number + 1, (extract(epoch FROM clock_timestamp()) * 1000)::BIGINT)
    RETURNING number INTO moved;
  PERFORM set_config('publication.is_told', 'yes', TRUE);
  PERFORM pg_notify('publication', moved::TEXT);
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER publish AFTER INSERT ON publication.request
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publication.publish();

-- A migration that creates a table of public data calls it; tests/contract/publication.test.ts holds that.
CREATE PROCEDURE publication.watch(watched REGCLASS) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'CREATE TRIGGER publication AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s '
    'FOR EACH STATEMENT EXECUTE FUNCTION publication.ask()', watched);
END $$;

CALL publication.watch('import_journal');
CALL publication.watch('social_offer_import');
CALL publication.watch('social_offer');
CALL publication.watch('social_offer_revision');
CALL publication.watch('operator_desk');
CALL publication.watch('operator_procedure');
