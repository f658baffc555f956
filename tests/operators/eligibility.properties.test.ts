import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  eligibilityOf,
  type HouseholdProfile,
  type OfferCriteria,
} from '../../subgraphs/operators/eligibility/eligibility.rules.ts';
import { SOCIAL_BENEFITS, TECHNOLOGIES } from '../../subgraphs/operators/eligibility/vocabulary.ts';
import type { Freshness } from '../../subgraphs/operators/social-offer/freshness.rules.ts';

const FRESH: Freshness = { kind: 'FRESH' };

const known = {
  availableTechnologies: fc.subarray([...TECHNOLOGIES]),
  benefits: fc.subarray([...SOCIAL_BENEFITS]),
  quotientFamilialEuros: fc.integer({ min: 0, max: 1_500 }),
  ages: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 3 }),
  hasReferral: fc.boolean(),
  copperClosing: fc.boolean(),
  communeCode: fc.constantFrom('47001', '47002'),
  epciSiren: fc.constantFrom('200096956', '244700001'),
};
const wholeProfile = fc.record(known);
const someFacts = fc.subarray(Object.keys(known) as (keyof HouseholdProfile)[]);
const anyOffer: fc.Arbitrary<OfferCriteria> = fc.record({
  technologiesNeeded: fc.subarray([...TECHNOLOGIES], { maxLength: 2 }),
  benefits: fc.subarray([...SOCIAL_BENEFITS], { maxLength: 3 }),
  quotientFamilialMaxEuros: fc.option(fc.integer({ min: 0, max: 1_500 })),
  oneMeansCriterionIsEnough: fc.boolean(),
  ageMin: fc.option(fc.integer({ min: 0, max: 60 })),
  ageMax: fc.option(fc.integer({ min: 60, max: 120 })),
  referralNeeded: fc.boolean(),
  copperClosingOnly: fc.boolean(),
  communeCodes: fc.subarray(['47001', '47003']),
  epciSirens: fc.subarray(['200096956']),
});

const forgetting = (profile: HouseholdProfile, facts: readonly (keyof HouseholdProfile)[]): HouseholdProfile => ({
  ...profile,
  ...Object.fromEntries(facts.map((fact) => [fact, null])),
});

describe('eligibilityOf, for any offer and household', () => {
  it('never takes back a yes or a no when more is known', () => {
    fc.assert(
      fc.property(anyOffer, wholeProfile, someFacts, (offer, profile, unknown) => {
        const before = eligibilityOf(offer, FRESH, forgetting(profile, unknown)).eligibility;
        const after = eligibilityOf(offer, FRESH, profile).eligibility;
        expect(before === 'TO_BE_CHECKED' || before === after).toBe(true);
      }),
    );
  });

  it('answers yes or no when everything is known', () => {
    fc.assert(
      fc.property(anyOffer, wholeProfile, (offer, profile) => {
        expect(eligibilityOf(offer, FRESH, profile).eligibility).not.toBe('TO_BE_CHECKED');
      }),
    );
  });

  it('gives at least one reason, and a question with each unknown and only there', () => {
    fc.assert(
      fc.property(anyOffer, wholeProfile, someFacts, (offer, profile, unknown) => {
        const { reasons } = eligibilityOf(offer, FRESH, forgetting(profile, unknown));
        expect(reasons.length).toBeGreaterThan(0);
        for (const { outcome, question } of reasons) expect(question !== null).toBe(outcome === 'UNKNOWN');
      }),
    );
  });
});
