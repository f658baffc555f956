import type { HouseholdProfile, OfferCriteria } from './eligibility.rules.ts';
import type { Reason } from './outcome.rules.ts';
import { anyOf } from './outcome.rules.ts';
import { BENEFIT_LABELS } from './vocabulary.ts';

function benefits(offer: OfferCriteria, profile: HouseholdProfile): Reason | null {
  if (offer.benefits.length === 0) return null;
  const asked = offer.benefits.map((one) => BENEFIT_LABELS[one]).join(', ');
  const received = profile.benefits;
  if (received === null)
    return {
      code: 'BENEFITS',
      outcome: 'UNKNOWN',
      sentence: `L’offre demande de recevoir l’une de ces prestations : ${asked}.`,
      question: `Le foyer reçoit-il l’une de ces prestations : ${asked} ?`,
    };
  const met = offer.benefits.filter((one) => received.includes(one));
  return {
    code: 'BENEFITS',
    outcome: met.length > 0 ? 'MET' : 'NOT_MET',
    sentence:
      met.length > 0
        ? `Le foyer reçoit une prestation demandée (${met.map((one) => BENEFIT_LABELS[one]).join(', ')}).`
        : `Le foyer ne reçoit aucune des prestations demandées : ${asked}.`,
    question: null,
  };
}

function quotientFamilial(offer: OfferCriteria, profile: HouseholdProfile): Reason | null {
  const maximum = offer.quotientFamilialMaxEuros;
  if (maximum === null) return null;
  const quotient = profile.quotientFamilialEuros;
  if (quotient === null)
    return {
      code: 'QUOTIENT_FAMILIAL',
      outcome: 'UNKNOWN',
      sentence: `L’offre demande un quotient familial d’au plus ${maximum} €.`,
      question: 'Quel est le quotient familial du foyer (attestation de la CAF ou de la MSA) ?',
    };
  const met = quotient <= maximum;
  return {
    code: 'QUOTIENT_FAMILIAL',
    outcome: met ? 'MET' : 'NOT_MET',
    sentence: `Le quotient familial de ${quotient} € ${met ? 'respecte' : 'dépasse'} le plafond de ${maximum} €.`,
    question: null,
  };
}

/**
 * The criteria on the household's means: both are asked, unless the offer says that one is enough; then they are one
 * reason, so that a failed half does not read as a refusal.
 */
export function means(offer: OfferCriteria, profile: HouseholdProfile): readonly Reason[] {
  const reasons = [benefits(offer, profile), quotientFamilial(offer, profile)].filter((one) => one !== null);
  if (!offer.oneMeansCriterionIsEnough || reasons.length < 2) return reasons;
  const outcome = anyOf(reasons.map((one) => one.outcome));
  const deciding = reasons.filter((one) => one.outcome === outcome);
  const questions = deciding.map((one) => one.question).filter((one) => one !== null);
  const rule = 'L’un des deux critères de ressources suffit.';
  return [
    {
      code: 'BENEFITS_OR_QUOTIENT_FAMILIAL',
      outcome,
      sentence: [rule, ...deciding.map((one) => one.sentence)].join(' '),
      question: questions.length > 0 ? questions.join(' ') : null,
    },
  ];
}
