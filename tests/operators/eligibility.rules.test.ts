import { describe, expect, it } from '@jest/globals';
import {
  eligibilityOf,
  type HouseholdProfile,
  type OfferCriteria,
  type Verdict,
} from '../../subgraphs/operators/eligibility/eligibility.rules.ts';
import { freshnessOf, type Freshness } from '../../subgraphs/operators/social-offer/freshness.rules.ts';

const FRESH: Freshness = { kind: 'FRESH' };

const OPEN_OFFER: OfferCriteria = {
  technologiesNeeded: [],
  benefits: [],
  quotientFamilialMaxEuros: null,
  oneMeansCriterionIsEnough: false,
  ageMin: null,
  ageMax: null,
  referralNeeded: false,
  copperClosingOnly: false,
  communeCodes: [],
  epciSirens: [],
};

const NOTHING_KNOWN: HouseholdProfile = {
  availableTechnologies: null,
  benefits: null,
  quotientFamilialEuros: null,
  ages: null,
  hasReferral: null,
  copperClosing: null,
  communeCode: null,
  epciSiren: null,
};

type Case = [behaviour: string, offer: Partial<OfferCriteria>, profile: Partial<HouseholdProfile>, verdict: Verdict];

const means = { benefits: ['RSA', 'AAH'], quotientFamilialMaxEuros: 700 } as const;
const either = { ...means, oneMeansCriterionIsEnough: true };
const perimeter = { communeCodes: ['47001'], epciSirens: ['200096956'] };

const CASES: Case[] = [
  ['an offer without condition is for everyone', {}, {}, 'YES'],
  ['a benefit that the household receives opens the offer', { benefits: ['RSA'] }, { benefits: ['RSA', 'AAH'] }, 'YES'],
  ['a household that receives nothing has no benefit', { benefits: ['RSA'] }, { benefits: [] }, 'NO'],
  ['another benefit than those asked for does not do', { benefits: ['RSA'] }, { benefits: ['ASPA'] }, 'NO'],
  ['benefits that nobody asked about are to be asked', { benefits: ['RSA'] }, {}, 'TO_BE_CHECKED'],
  [
    'a quotient familial at the ceiling is within',
    { quotientFamilialMaxEuros: 700 },
    { quotientFamilialEuros: 700 },
    'YES',
  ],
  ['one euro over the ceiling is out', { quotientFamilialMaxEuros: 700 }, { quotientFamilialEuros: 701 }, 'NO'],
  ['an unknown quotient is to be asked', { quotientFamilialMaxEuros: 700 }, {}, 'TO_BE_CHECKED'],
  ['a quotient of zero is a quotient', { quotientFamilialMaxEuros: 700 }, { quotientFamilialEuros: 0 }, 'YES'],
  ['both means are asked: one alone leaves a question', means, { benefits: ['RSA'] }, 'TO_BE_CHECKED'],
  ['both means are asked: a failed one is a no', means, { quotientFamilialEuros: 900 }, 'NO'],
  ['one means is enough: the benefit alone opens', either, { benefits: ['AAH'] }, 'YES'],
  [
    'one means is enough: the quotient makes up for no benefit',
    either,
    { benefits: [], quotientFamilialEuros: 600 },
    'YES',
  ],
  ['one means is enough: a failed half and an unknown half is a question', either, { benefits: [] }, 'TO_BE_CHECKED'],
  ['one means is enough: both failed is a no', either, { benefits: [], quotientFamilialEuros: 900 }, 'NO'],
  ['the youngest age counts', { ageMin: 18, ageMax: 25 }, { ages: [18] }, 'YES'],
  ['the oldest age counts', { ageMin: 18, ageMax: 25 }, { ages: [25] }, 'YES'],
  ['under the youngest age is out', { ageMin: 18, ageMax: 25 }, { ages: [17] }, 'NO'],
  ['over the oldest age is out', { ageMax: 25 }, { ages: [26] }, 'NO'],
  ['one person of the right age is enough', { ageMin: 60 }, { ages: [35, 62] }, 'YES'],
  ['no age at all is not known', { ageMin: 60 }, { ages: [] }, 'TO_BE_CHECKED'],
  ['a referral opens', { referralNeeded: true }, { hasReferral: true }, 'YES'],
  ['no referral yet is a no', { referralNeeded: true }, { hasReferral: false }, 'NO'],
  ['a referral that nobody asked about is to be asked', { referralNeeded: true }, {}, 'TO_BE_CHECKED'],
  ['a referral is not asked where none is needed', { referralNeeded: false }, { hasReferral: false }, 'YES'],
  ['the commune is within', perimeter, { communeCode: '47001' }, 'YES'],
  [
    'the EPCI is within though the commune is not listed',
    perimeter,
    { communeCode: '47999', epciSiren: '200096956' },
    'YES',
  ],
  ['an unlisted commune of an unknown EPCI is to be checked', perimeter, { communeCode: '47999' }, 'TO_BE_CHECKED'],
  ['outside both is out', perimeter, { communeCode: '47999', epciSiren: '244700001' }, 'NO'],
  ['copper that closes opens', { copperClosingOnly: true }, { copperClosing: true }, 'YES'],
  ['copper that does not close is a no', { copperClosingOnly: true }, { copperClosing: false }, 'NO'],
  ['copper that nobody looked up is to be checked', { copperClosingOnly: true }, {}, 'TO_BE_CHECKED'],
  [
    'any of the technologies will do',
    { technologiesNeeded: ['FIBRE', 'CABLE'] },
    { availableTechnologies: ['CABLE'] },
    'YES',
  ],
  ['none of the technologies is a no', { technologiesNeeded: ['FIBRE'] }, { availableTechnologies: ['COPPER'] }, 'NO'],
  ['technologies that nobody looked up are to be checked', { technologiesNeeded: ['FIBRE'] }, {}, 'TO_BE_CHECKED'],
  ['one failure decides whatever is unknown', { referralNeeded: true, ageMin: 60 }, { ages: [20] }, 'NO'],
];

describe('eligibilityOf', () => {
  it.each(CASES)('%s', (_behaviour, offer, profile, verdict) => {
    const found = eligibilityOf({ ...OPEN_OFFER, ...offer }, FRESH, { ...NOTHING_KNOWN, ...profile });
    expect(found.eligibility).toBe(verdict);
  });

  it('says one reason for two means of which one is enough, so that a failed half does not read as a refusal', () => {
    const { reasons } = eligibilityOf({ ...OPEN_OFFER, ...either }, FRESH, {
      ...NOTHING_KNOWN,
      benefits: [],
      quotientFamilialEuros: 600,
    });
    expect(reasons).toEqual([
      {
        code: 'BENEFITS_OR_QUOTIENT_FAMILIAL',
        outcome: 'MET',
        sentence:
          'L’un des deux critères de ressources suffit. Le quotient familial de 600 € respecte le plafond de 700 €.',
        question: null,
      },
    ]);
  });

  it.each([
    [{ kind: 'EXPIRED', since: '2026-06-30' }, 'L’offre était annoncée jusqu’au 30/06/2026'],
    [{ kind: 'UNVERIFIED', since: '2026-01-10' }, 'n’ont pas été vérifiées depuis le 10/01/2026'],
  ] as const)('never says yes to stale terms: %j', (freshness, sentence) => {
    const found = eligibilityOf(OPEN_OFFER, freshness, NOTHING_KNOWN);
    expect(found.eligibility).toBe('TO_BE_CHECKED');
    expect(found.reasons[0]?.sentence).toContain(sentence);
  });
});

describe('freshnessOf', () => {
  it.each([
    ['the last day announced is still good', '2026-11-01', '2026-11-23', 'FRESH'],
    ['the day after the last one has expired', '2026-11-01', '2026-11-22', 'EXPIRED'],
    ['180 days without a check are good', '2026-05-27', null, 'FRESH'],
    ['181 days without a check are not', '2026-05-26', null, 'UNVERIFIED'],
  ])('%s', (_behaviour, verifiedOn, validUntil, kind) => {
    expect(freshnessOf({ verifiedOn, validUntil }, '2026-11-23').kind).toBe(kind);
  });
});
