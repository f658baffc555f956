import { builder } from '../builder.ts';
import { publishedOffers } from '../social-offer/social-offer.loaders.ts';
import { OfferEligibility, verdictsOf } from './eligibility.type.ts';
import { HouseholdProfile, readProfile } from './profile.input.ts';

builder.queryField('eligibleOffers', (t) =>
  t.field({
    type: [OfferEligibility],
    nullable: true,
    description:
      'Chaque offre publiée face à un foyer : oui, non ou à vérifier, et pourquoi. Les offres ouvertes d’abord, puis les moins chères.',
    args: { profile: t.arg({ type: HouseholdProfile, description: 'Ce que l’on sait du foyer.' }) },
    resolve: async (_root, { profile }, context) =>
      verdictsOf(await publishedOffers(context), readProfile(profile), context.today),
  }),
);
