CREATE TYPE technology AS ENUM ('FIBRE', 'COPPER', 'CABLE', 'FIXED_4G', 'FIXED_5G', 'RADIO', 'SATELLITE');
CREATE TYPE offer_kind AS ENUM ('INTERNET', 'MOBILE', 'TELEPHONE_LINE', 'PREPAID_CARD', 'DEBT_AID', 'CONNECTION_AID');
CREATE TYPE social_benefit AS ENUM (
  'RSA', 'AAH', 'ASS', 'ASPA', 'ASI', 'ACTIVITY_BONUS', 'HOUSING_AID', 'COMPLEMENTARY_HEALTH', 'STUDENT_GRANT',
  'WAR_INVALIDITY_PENSION'
);
CREATE TYPE offer_status AS ENUM ('PUBLISHED', 'WITHDRAWN');
CREATE TYPE offer_change AS ENUM ('PUBLISHED', 'REVISED', 'WITHDRAWN');

-- What the last file of each source says.
CREATE TABLE social_offer_import (
  file_source                   TEXT NOT NULL,
  id                            TEXT NOT NULL,
  provider_id                   TEXT NOT NULL,
  name                          TEXT NOT NULL,
  description                   TEXT,
  kind                          offer_kind NOT NULL,
  technologies_needed           technology[],
  monthly_price_cents           INTEGER CHECK (monthly_price_cents >= 0),
  one_off_price_cents           INTEGER CHECK (one_off_price_cents >= 0),
  download_mbps                 INTEGER CHECK (download_mbps > 0),
  upload_mbps                   INTEGER CHECK (upload_mbps > 0),
  benefits                      social_benefit[],
  quotient_familial_max_euros   INTEGER CHECK (quotient_familial_max_euros >= 0),
  one_means_criterion_is_enough BOOLEAN NOT NULL,
  age_min                       INTEGER CHECK (age_min >= 0),
  age_max                       INTEGER CHECK (age_max >= age_min),
  referral_needed               BOOLEAN NOT NULL,
  copper_closing_only           BOOLEAN NOT NULL,
  commune_codes                 TEXT[],
  epci_sirens                   TEXT[],
  documents_needed              TEXT[],
  subscription_text             TEXT,
  subscription_url              TEXT,
  subscription_phone            TEXT,
  source                        TEXT NOT NULL,
  source_url                    TEXT,
  verified_on                   DATE NOT NULL,
  valid_until                   DATE CHECK (valid_until >= verified_on),
  import_id                     INTEGER NOT NULL,
  created_import_id             INTEGER NOT NULL,
  PRIMARY KEY (file_source, id)
);

-- What readers see.
CREATE TABLE social_offer (
  id                            TEXT PRIMARY KEY,
  provider_id                   TEXT NOT NULL,
  name                          TEXT NOT NULL,
  description                   TEXT,
  kind                          offer_kind NOT NULL,
  technologies_needed           technology[],
  monthly_price_cents           INTEGER CHECK (monthly_price_cents >= 0),
  one_off_price_cents           INTEGER CHECK (one_off_price_cents >= 0),
  download_mbps                 INTEGER CHECK (download_mbps > 0),
  upload_mbps                   INTEGER CHECK (upload_mbps > 0),
  benefits                      social_benefit[],
  quotient_familial_max_euros   INTEGER CHECK (quotient_familial_max_euros >= 0),
  one_means_criterion_is_enough BOOLEAN NOT NULL,
  age_min                       INTEGER CHECK (age_min >= 0),
  age_max                       INTEGER CHECK (age_max >= age_min),
  referral_needed               BOOLEAN NOT NULL,
  copper_closing_only           BOOLEAN NOT NULL,
  commune_codes                 TEXT[],
  epci_sirens                   TEXT[],
  documents_needed              TEXT[],
  subscription_text             TEXT,
  subscription_url              TEXT,
  subscription_phone            TEXT,
  source                        TEXT NOT NULL,
  source_url                    TEXT,
  verified_on                   DATE NOT NULL,
  valid_until                   DATE CHECK (valid_until >= verified_on),
  status                        offer_status NOT NULL,
  revision                      INTEGER NOT NULL CHECK (revision >= 1),
  edited_by_operator            BOOLEAN NOT NULL,
  last_change                   offer_change NOT NULL,
  last_reason                   TEXT,
  updated_by                    TEXT NOT NULL,
  updated_at                    TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX social_offer_provider_id_id_idx ON social_offer (provider_id, id);
