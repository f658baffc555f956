import type { OfferContent } from './offer-content.rules.ts';

/** The SQL columns of an offer's content and their types, the same in `social_offer_import` and `social_offer`. */
export const OFFER_COLUMNS: Readonly<Record<keyof OfferContent, readonly [column: string, type: string]>> = {
  name: ['name', 'text'],
  description: ['description', 'text'],
  kind: ['kind', 'offer_kind'],
  technologiesNeeded: ['technologies_needed', 'technology[]'],
  monthlyPriceCents: ['monthly_price_cents', 'integer'],
  oneOffPriceCents: ['one_off_price_cents', 'integer'],
  downloadMbps: ['download_mbps', 'integer'],
  uploadMbps: ['upload_mbps', 'integer'],
  benefits: ['benefits', 'social_benefit[]'],
  quotientFamilialMaxEuros: ['quotient_familial_max_euros', 'integer'],
  oneMeansCriterionIsEnough: ['one_means_criterion_is_enough', 'boolean'],
  ageMin: ['age_min', 'integer'],
  ageMax: ['age_max', 'integer'],
  referralNeeded: ['referral_needed', 'boolean'],
  copperClosingOnly: ['copper_closing_only', 'boolean'],
  communeCodes: ['commune_codes', 'text[]'],
  epciSirens: ['epci_sirens', 'text[]'],
  documentsNeeded: ['documents_needed', 'text[]'],
  subscriptionText: ['subscription_text', 'text'],
  subscriptionUrl: ['subscription_url', 'text'],
  subscriptionPhone: ['subscription_phone', 'text'],
  source: ['source', 'text'],
  sourceUrl: ['source_url', 'text'],
  verifiedOn: ['verified_on', 'date'],
  validUntil: ['valid_until', 'date'],
};

/** An offer's content by SQL column. */
export function columnValues(content: OfferContent): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(content).map(([field, value]) => [OFFER_COLUMNS[field as keyof OfferContent][0], value]),
  );
}
