import { aboutSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import type { SocialOffer } from '../generated/client/client.ts';
import { criteriaOf, rowFreshness } from '../social-offer/offer-row.ts';
import { SocialInternetOffer } from '../social-offer/social-offer.type.ts';
import { eligibilityOf, type Eligibility, type HouseholdProfile, type Verdict } from './eligibility.rules.ts';
import type { Reason } from './outcome.rules.ts';

const EligibilityEnum = builder.enumType('Eligibility', {
  description: 'Un foyer peut-il avoir une offre ?',
  values: {
    YES: { description: 'Oui : toutes les conditions sont remplies.' },
    NO: { description: 'Non : une condition au moins n’est pas remplie.' },
    TO_BE_CHECKED: { description: 'À vérifier : rien ne s’y oppose, mais une information manque.' },
  } as const,
});

const EligibilityOutcomeEnum = builder.enumType('EligibilityOutcome', {
  description: 'Une condition est-elle remplie ?',
  values: {
    MET: { description: 'Remplie.' },
    NOT_MET: { description: 'Non remplie.' },
    UNKNOWN: { description: 'Inconnue : une information manque.' },
  } as const,
});

const EligibilityReasonCodeEnum = builder.enumType('EligibilityReasonCode', {
  description: 'La condition dont parle un motif.',
  values: {
    TECHNOLOGY: { description: 'Technologie disponible au logement.' },
    BENEFITS: { description: 'Prestations reçues.' },
    QUOTIENT_FAMILIAL: { description: 'Quotient familial.' },
    BENEFITS_OR_QUOTIENT_FAMILIAL: { description: 'Prestations reçues ou quotient familial, l’un des deux suffit.' },
    AGE: { description: 'Âge du titulaire.' },
    REFERRAL: { description: 'Orientation d’un travailleur social.' },
    PERIMETER: { description: 'Périmètre géographique.' },
    COPPER_CLOSURE: { description: 'Fermeture du cuivre au logement.' },
    FRESHNESS: { description: 'Termes de l’offre à revérifier.' },
    NO_CONDITION: { description: 'L’offre ne pose pas de condition.' },
  } as const,
});

const EligibilityReason = builder.objectRef<Reason>('EligibilityReason').implement({
  description: 'Pourquoi une offre est ouverte, fermée ou à vérifier.',
  fields: (t) => ({
    code: t.field({ type: EligibilityReasonCodeEnum, description: 'Condition en cause.', resolve: ({ code }) => code }),
    outcome: t.field({
      type: EligibilityOutcomeEnum,
      description: 'Remplie, non remplie ou inconnue.',
      resolve: ({ outcome }) => outcome,
    }),
    sentence: t.exposeString('sentence', { description: 'Le motif, en une phrase à dire au foyer.' }),
    question: t.exposeString('question', {
      nullable: true,
      description: 'Ce qu’il faut demander, s’il manque un fait.',
    }),
  }),
});

export interface OfferVerdict extends Eligibility {
  readonly offer: SocialOffer;
}

export const OfferEligibility = builder.objectRef<OfferVerdict>('OfferEligibility').implement({
  description: 'Une offre, et si le foyer peut l’avoir.',
  fields: (t) => ({
    offer: t.field({ type: SocialInternetOffer, description: 'L’offre.', resolve: ({ offer }) => offer }),
    eligibility: t.field({
      type: EligibilityEnum,
      description: 'Oui, non ou à vérifier.',
      resolve: ({ eligibility }) => eligibility,
    }),
    reasons: t.field({
      type: [EligibilityReason],
      directives: { listSize: aboutSize(4) },
      description: 'Les conditions de l’offre, une à une ; jamais vide.',
      resolve: ({ reasons }) => [...reasons],
    }),
  }),
});

const RANK: Readonly<Record<Verdict, number>> = { YES: 0, TO_BE_CHECKED: 1, NO: 2 };

/** Offers against a household: those it can have first, then the cheapest, then by identifier. */
export function verdictsOf(offers: readonly SocialOffer[], profile: HouseholdProfile, today: string): OfferVerdict[] {
  const price = ({ offer }: OfferVerdict) => offer.monthlyPriceCents ?? Number.MAX_SAFE_INTEGER;
  return offers
    .map((offer) => ({ offer, ...eligibilityOf(criteriaOf(offer), rowFreshness(offer, today), profile) }))
    .sort(
      (a, b) => RANK[a.eligibility] - RANK[b.eligibility] || price(a) - price(b) || (a.offer.id < b.offer.id ? -1 : 1),
    );
}
