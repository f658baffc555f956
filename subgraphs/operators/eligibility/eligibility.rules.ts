import type { Freshness } from '../social-offer/freshness.rules.ts';
import { frenchDate } from '../social-offer/freshness.rules.ts';
import type { SocialBenefit, Technology } from './vocabulary.ts';
import { means } from './means.rules.ts';
import type { Outcome, Reason } from './outcome.rules.ts';
import { allOf, anyOf } from './outcome.rules.ts';
import { TECHNOLOGY_LABELS } from './vocabulary.ts';

/** What an offer asks of a household. An empty list or a null asks nothing. */
export interface OfferCriteria {
  readonly technologiesNeeded: readonly Technology[];
  readonly benefits: readonly SocialBenefit[];
  readonly quotientFamilialMaxEuros: number | null;
  readonly oneMeansCriterionIsEnough: boolean;
  readonly ageMin: number | null;
  readonly ageMax: number | null;
  readonly referralNeeded: boolean;
  readonly copperClosingOnly: boolean;
  readonly communeCodes: readonly string[];
  readonly epciSirens: readonly string[];
}

/** What is known of a household; null is "not known", and never stands for "none". No name, no address. */
export interface HouseholdProfile {
  readonly availableTechnologies: readonly Technology[] | null;
  /** The whole list of what the household receives: empty says that it receives none of them. */
  readonly benefits: readonly SocialBenefit[] | null;
  readonly quotientFamilialEuros: number | null;
  readonly ages: readonly number[] | null;
  readonly hasReferral: boolean | null;
  readonly copperClosing: boolean | null;
  readonly communeCode: string | null;
  readonly epciSiren: string | null;
}

export type Verdict = 'YES' | 'NO' | 'TO_BE_CHECKED';

export interface Eligibility {
  readonly eligibility: Verdict;
  /** One reason a criterion of the offer, in a fixed order; never empty. */
  readonly reasons: readonly Reason[];
}

function technology(offer: OfferCriteria, profile: HouseholdProfile): Reason | null {
  if (offer.technologiesNeeded.length === 0) return null;
  const needed = offer.technologiesNeeded.map((one) => TECHNOLOGY_LABELS[one]).join(' ou ');
  const available = profile.availableTechnologies;
  if (available === null)
    return {
      code: 'TECHNOLOGY',
      outcome: 'UNKNOWN',
      sentence: `L’offre demande une ligne en ${needed} : à vérifier à l’adresse du logement.`,
      question: 'Quelles technologies sont disponibles au logement ?',
    };
  const met = offer.technologiesNeeded.some((one) => available.includes(one));
  return {
    code: 'TECHNOLOGY',
    outcome: met ? 'MET' : 'NOT_MET',
    sentence: met
      ? `Le logement dispose d’une technologie demandée (${needed}).`
      : `L’offre demande une ligne en ${needed}, ce que le logement n’a pas.`,
    question: null,
  };
}

function ageRange(offer: OfferCriteria): string {
  if (offer.ageMin === null) return `au plus ${offer.ageMax ?? 0} ans`;
  return offer.ageMax === null ? `au moins ${offer.ageMin} ans` : `de ${offer.ageMin} à ${offer.ageMax} ans`;
}

function age(offer: OfferCriteria, profile: HouseholdProfile): Reason | null {
  if (offer.ageMin === null && offer.ageMax === null) return null;
  const range = ageRange(offer);
  const ages = profile.ages ?? [];
  if (ages.length === 0)
    return {
      code: 'AGE',
      outcome: 'UNKNOWN',
      sentence: `L’offre est réservée à un titulaire qui a ${range}.`,
      question: 'Quel âge ont les personnes qui pourraient souscrire ?',
    };
  const met = ages.some((one) => one >= (offer.ageMin ?? 0) && one <= (offer.ageMax ?? Infinity));
  return {
    code: 'AGE',
    outcome: met ? 'MET' : 'NOT_MET',
    sentence: met ? `L’âge convient (${range}).` : `L’offre est réservée à un titulaire qui a ${range}.`,
    question: null,
  };
}

function referral(offer: OfferCriteria, profile: HouseholdProfile): Reason | null {
  if (!offer.referralNeeded) return null;
  const asked = 'L’offre passe par l’orientation d’un travailleur social';
  if (profile.hasReferral === null)
    return {
      code: 'REFERRAL',
      outcome: 'UNKNOWN',
      sentence: `${asked}.`,
      question: 'Le foyer a-t-il une orientation écrite d’un travailleur social ?',
    };
  return {
    code: 'REFERRAL',
    outcome: profile.hasReferral ? 'MET' : 'NOT_MET',
    sentence: profile.hasReferral
      ? 'Le foyer a l’orientation d’un travailleur social.'
      : `${asked} : le foyer ne l’a pas encore et peut la demander.`,
    question: null,
  };
}

function within(list: readonly string[], value: string | null): Outcome | null {
  if (list.length === 0) return null;
  if (value === null) return 'UNKNOWN';
  return list.includes(value) ? 'MET' : 'NOT_MET';
}

function perimeter(offer: OfferCriteria, profile: HouseholdProfile): Reason | null {
  const outcomes = [within(offer.communeCodes, profile.communeCode), within(offer.epciSirens, profile.epciSiren)];
  const asked = outcomes.filter((one) => one !== null);
  if (asked.length === 0) return null;
  const outcome = anyOf(asked);
  const sentences: Readonly<Record<Outcome, string>> = {
    MET: 'Le logement est dans le périmètre de l’offre.',
    NOT_MET: 'Le logement est hors du périmètre de l’offre.',
    UNKNOWN: 'L’offre est limitée à certaines communes ou intercommunalités.',
  };
  const question = outcome === 'UNKNOWN' ? 'Dans quelle commune et quelle intercommunalité est le logement ?' : null;
  return { code: 'PERIMETER', outcome, sentence: sentences[outcome], question };
}

function copperClosure(offer: OfferCriteria, profile: HouseholdProfile): Reason | null {
  if (!offer.copperClosingOnly) return null;
  const asked = 'L’offre est réservée aux foyers dont la ligne cuivre ferme';
  if (profile.copperClosing === null)
    return {
      code: 'COPPER_CLOSURE',
      outcome: 'UNKNOWN',
      sentence: `${asked}.`,
      question: 'La fermeture du cuivre est-elle datée au logement ?',
    };
  return {
    code: 'COPPER_CLOSURE',
    outcome: profile.copperClosing ? 'MET' : 'NOT_MET',
    sentence: profile.copperClosing ? 'La ligne cuivre du logement ferme.' : `${asked}, ce qui n’est pas le cas.`,
    question: null,
  };
}

/** Stale terms never give a YES: the household would be told something that nobody has checked. */
function freshnessReason(freshness: Freshness): Reason | null {
  if (freshness.kind === 'FRESH') return null;
  const sentence =
    freshness.kind === 'EXPIRED'
      ? `L’offre était annoncée jusqu’au ${frenchDate(freshness.since)} : vérifier qu’elle existe encore.`
      : `Les conditions n’ont pas été vérifiées depuis le ${frenchDate(freshness.since)} : les vérifier auprès du fournisseur.`;
  return {
    code: 'FRESHNESS',
    outcome: 'UNKNOWN',
    sentence,
    question: 'L’offre existe-t-elle encore à ces conditions ?',
  };
}

const VERDICTS: Readonly<Record<Outcome, Verdict>> = { MET: 'YES', NOT_MET: 'NO', UNKNOWN: 'TO_BE_CHECKED' };

/**
 * Can this household have this offer? Kleene's three-valued logic over the offer's criteria: one that fails is a NO
 * whatever is unknown, one that is unknown is a TO_BE_CHECKED that says what to ask. More facts never bring a YES or
 * a NO back to TO_BE_CHECKED (issue 2 §3, SocialInternetOffer).
 */
export function eligibilityOf(offer: OfferCriteria, freshness: Freshness, profile: HouseholdProfile): Eligibility {
  const reasons = [
    technology(offer, profile),
    ...means(offer, profile),
    age(offer, profile),
    referral(offer, profile),
    perimeter(offer, profile),
    copperClosure(offer, profile),
    freshnessReason(freshness),
  ].filter((reason) => reason !== null);
  if (reasons.length > 0) return { eligibility: VERDICTS[allOf(reasons.map((one) => one.outcome))], reasons };
  const sentence = 'L’offre ne pose pas de condition au foyer.';
  return { eligibility: 'YES', reasons: [{ code: 'NO_CONDITION', outcome: 'MET', sentence, question: null }] };
}
