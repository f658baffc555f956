CREATE TABLE social_offer_revision (
  offer_id       TEXT NOT NULL REFERENCES social_offer (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  revision       INTEGER NOT NULL,
  change         offer_change NOT NULL,
  status         offer_status NOT NULL,
  content        JSONB NOT NULL,
  changed_fields TEXT[],
  reason         TEXT,
  author         TEXT NOT NULL,
  recorded_at    TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (offer_id, revision)
);

-- The words of an offer, under the names of the graph.
CREATE FUNCTION social_offer_content(offer social_offer) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'providerId', offer.provider_id,
    'name', offer.name,
    'description', offer.description,
    'kind', offer.kind,
    'technologiesNeeded', offer.technologies_needed,
    'monthlyPriceCents', offer.monthly_price_cents,
    'oneOffPriceCents', offer.one_off_price_cents,
    'downloadMbps', offer.download_mbps,
    'uploadMbps', offer.upload_mbps,
    'benefits', offer.benefits,
    'quotientFamilialMaxEuros', offer.quotient_familial_max_euros,
    'oneMeansCriterionIsEnough', offer.one_means_criterion_is_enough,
    'ageMin', offer.age_min,
    'ageMax', offer.age_max,
    'referralNeeded', offer.referral_needed,
    'copperClosingOnly', offer.copper_closing_only,
    'communeCodes', offer.commune_codes,
    'epciSirens', offer.epci_sirens,
    'documentsNeeded', offer.documents_needed,
    'subscriptionText', offer.subscription_text,
    'subscriptionUrl', offer.subscription_url,
    'subscriptionPhone', offer.subscription_phone,
    'source', offer.source,
    'sourceUrl', offer.source_url,
    'verifiedOn', offer.verified_on,
    'validUntil', offer.valid_until,
    'status', offer.status
  )
$$;

CREATE FUNCTION social_offer_changed_fields(before jsonb, after jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(new.key ORDER BY new.key), '{}')
  FROM jsonb_each(after) AS new
  WHERE new.value IS DISTINCT FROM before -> new.key
$$;

-- Every write of an offer is one revision more, and leaves its trace in the same transaction.
CREATE FUNCTION social_offer_record_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.revision <> OLD.revision + 1 THEN
      RAISE EXCEPTION 'social_offer %: revision % must follow %', NEW.id, NEW.revision, OLD.revision;
    END IF;
    before := social_offer_content(OLD);
  END IF;
  INSERT INTO social_offer_revision
    (offer_id, revision, change, status, content, changed_fields, reason, author, recorded_at)
  VALUES (
    NEW.id, NEW.revision, NEW.last_change, NEW.status, social_offer_content(NEW),
    CASE WHEN before IS NULL THEN '{}' ELSE social_offer_changed_fields(before, social_offer_content(NEW)) END,
    NEW.last_reason, NEW.updated_by, NEW.updated_at
  );
  RETURN NULL;
END
$$;

CREATE TRIGGER social_offer_record_revision AFTER INSERT OR UPDATE ON social_offer
  FOR EACH ROW EXECUTE FUNCTION social_offer_record_revision();

CREATE FUNCTION social_offer_revision_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'social_offer_revision is append-only';
END
$$;

CREATE TRIGGER social_offer_revision_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON social_offer_revision
  FOR EACH STATEMENT EXECUTE FUNCTION social_offer_revision_is_append_only();
