/** Technologies of a line, the same values as in the lgn subgraph. */
export const TECHNOLOGIES = ['FIBRE', 'COPPER', 'CABLE', 'FIXED_4G', 'FIXED_5G', 'RADIO', 'SATELLITE'] as const;
export type Technology = (typeof TECHNOLOGIES)[number];

/** What an offer is. A reduction on a fixed telephone line is not an internet offer. */
export const OFFER_KINDS = [
  'INTERNET',
  'MOBILE',
  'TELEPHONE_LINE',
  'PREPAID_CARD',
  'DEBT_AID',
  'CONNECTION_AID',
] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];

/** Benefits that an offer can ask for. */
export const SOCIAL_BENEFITS = [
  'RSA',
  'AAH',
  'ASS',
  'ASPA',
  'ASI',
  'ACTIVITY_BONUS',
  'HOUSING_AID',
  'COMPLEMENTARY_HEALTH',
  'STUDENT_GRANT',
  'WAR_INVALIDITY_PENSION',
] as const;
export type SocialBenefit = (typeof SOCIAL_BENEFITS)[number];

export const TECHNOLOGY_LABELS: Readonly<Record<Technology, string>> = {
  FIBRE: 'fibre',
  COPPER: 'cuivre',
  CABLE: 'câble',
  FIXED_4G: '4G fixe',
  FIXED_5G: '5G fixe',
  RADIO: 'radio',
  SATELLITE: 'satellite',
};

export const OFFER_KIND_LABELS: Readonly<Record<OfferKind, string>> = {
  INTERNET: 'internet',
  MOBILE: 'mobile',
  TELEPHONE_LINE: 'ligne téléphonique',
  PREPAID_CARD: 'carte prépayée',
  DEBT_AID: 'aide aux dettes',
  CONNECTION_AID: 'aide au raccordement',
};

export const BENEFIT_LABELS: Readonly<Record<SocialBenefit, string>> = {
  RSA: 'RSA',
  AAH: 'AAH',
  ASS: 'ASS',
  ASPA: 'ASPA',
  ASI: 'ASI',
  ACTIVITY_BONUS: 'prime d’activité',
  HOUSING_AID: 'aide au logement',
  COMPLEMENTARY_HEALTH: 'complémentaire santé solidaire',
  STUDENT_GRANT: 'bourse',
  WAR_INVALIDITY_PENSION: 'pension militaire d’invalidité',
};
