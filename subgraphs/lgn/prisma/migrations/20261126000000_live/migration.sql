-- Each import that is published or undone is told at its commit, by its number in the journal (docs/architecture.md).
CREATE FUNCTION publication.tell_import() RETURNS TRIGGER
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_notify('import_published', NEW.id::TEXT);
  RETURN NULL;
END $$;

CREATE TRIGGER import_published AFTER INSERT OR UPDATE OF status ON import_journal
  FOR EACH ROW EXECUTE FUNCTION publication.tell_import();

-- Each diagnostic that is opened, changed or erased is told at its commit, by its identifier alone.
CREATE FUNCTION publication.tell_diagnostic() RETURNS TRIGGER
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_notify('diagnostic_updated', coalesce(NEW.id, OLD.id)::TEXT);
  RETURN NULL;
END $$;

CREATE TRIGGER diagnostic_updated AFTER INSERT OR UPDATE OR DELETE ON connection_diagnostic
  FOR EACH ROW EXECUTE FUNCTION publication.tell_diagnostic();
