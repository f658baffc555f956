-- The partners' keys (docs/identity.md). No key is here: only the SHA-256 of each, which is 256 random bits.
CREATE TABLE partner (
  id          TEXT PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{1,62}$'),
  name        TEXT NOT NULL CHECK (name <> ''),
  -- Of the organisation's service, never of a person.
  contact     TEXT NOT NULL CHECK (contact <> ''),
  quota_class TEXT NOT NULL CHECK (quota_class <> ''),
  created_at  TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
  -- The first characters of the key: enough to tell it from the others, too few to guess it.
  id           TEXT PRIMARY KEY CHECK (id ~ '^d47_live_[0-9A-Za-z]{8}$'),
  partner_id   TEXT NOT NULL REFERENCES partner (id),
  digest       TEXT NOT NULL UNIQUE CHECK (length(digest) = 43),
  origins      TEXT[] NOT NULL,
  documents    TEXT NOT NULL CHECK (documents IN ('any', 'trusted')),
  created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at   TIMESTAMPTZ,
  revoked_at   TIMESTAMPTZ,
  -- A day, no instant: whether a key still serves, not what its users do.
  last_used_on DATE
);
CREATE INDEX api_key_partner ON api_key (partner_id);

-- Moves with each change that a gateway must know of; the use of a key is none. Gateways are told at once, and ask.
CREATE TABLE api_key_state (
  only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row),
  -- Milliseconds of the last change, or one more than the number before: never given twice, even after a restoration.
  number   BIGINT NOT NULL
);
INSERT INTO api_key_state (number) VALUES ((extract(epoch FROM clock_timestamp()) * 1000)::BIGINT);

CREATE FUNCTION api_key_changed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  moved BIGINT;
BEGIN
  UPDATE api_key_state
    SET number = greatest(number + 1, (extract(epoch FROM clock_timestamp()) * 1000)::BIGINT)
    RETURNING number INTO moved;
  PERFORM pg_notify('api_key', moved::TEXT);
  RETURN NULL;
END $$;

CREATE TRIGGER changed AFTER INSERT OR DELETE OR TRUNCATE
  OR UPDATE OF id, partner_id, digest, origins, documents, expires_at, revoked_at ON api_key
  FOR EACH STATEMENT EXECUTE FUNCTION api_key_changed();
CREATE TRIGGER changed AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE ON partner
  FOR EACH STATEMENT EXECUTE FUNCTION api_key_changed();
