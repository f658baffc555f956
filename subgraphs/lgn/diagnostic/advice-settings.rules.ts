/** What a household wants of its connection. */
export const CONNECTION_NEEDS = [
  'BASIC_BROWSING',
  'VIDEO',
  'STUDIES',
  'TELEWORK',
  'TELEHEALTH',
  'PHONE_LINE',
  'ALARM_OR_TELEASSISTANCE',
] as const;

export type ConnectionNeed = (typeof CONNECTION_NEEDS)[number];

/**
 * The download speed, in Mbit/s, from which a need is deemed met. A setting of this advice, to be confirmed by LGN, not
 * a standard: the values are lower bounds of ARCEP's classes (0.5, 2, 6, 20).
 */
export const NEEDED_MBPS: Readonly<Record<ConnectionNeed, number>> = {
  PHONE_LINE: 0,
  ALARM_OR_TELEASSISTANCE: 0,
  BASIC_BROWSING: 2,
  STUDIES: 6,
  TELEHEALTH: 6,
  VIDEO: 6,
  TELEWORK: 20,
};

/** Days before a closure under which the advice becomes more pressing: settings of this advice. */
export const URGENT_DAYS = { technicalHigh: 183, commercialMedium: 183 } as const;

/**
 * Aide au raccordement privatif. Known from the press, not from its text: shown with that source and never to a
 * commune that does not qualify.
 */
export const PRIVATE_CONNECTION_AID = {
  decree: '2025-674',
  from: '2025-09-29',
  applyBefore: '2027-01-31',
  technicalClosureBy: '2027-01-31',
  amountsEuros: [400, 800, 1200],
  source: 'presse, à vérifier',
} as const;

/** LGN's advice service (feuille de route France Numérique Ensemble en Lot-et-Garonne 2025-2027, engagement 12). */
export const ADVICE_SERVICE = {
  name: 'Service de conseil et d’accompagnement à la connexion de Lot-et-Garonne Numérique',
  freePhoneNumber: '0 800 94 90 99',
  description:
    'Service gratuit : il identifie et met en œuvre les solutions de connexion les plus pertinentes. Les conseillers peuvent se rendre à domicile pour un diagnostic.',
  source: 'Feuille de route « France Numérique Ensemble en Lot-et-Garonne », engagement 12',
  period: '2025-2027',
} as const;
