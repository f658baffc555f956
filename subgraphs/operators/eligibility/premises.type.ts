import { builder } from '../builder.ts';
import { publishedOffers } from '../social-offer/social-offer.loaders.ts';
import { OfferEligibility, verdictsOf } from './eligibility.type.ts';
import { HouseholdProfile, readProfile } from './profile.input.ts';
import type { Technology } from './vocabulary.ts';
import { TechnologyEnum } from './vocabulary.type.ts';

/** LGN's premises; the technologies come from there, so that nobody has to type them again. */
builder.externalRef('Premises', builder.selection<{ id: string }>('id')).implement({
  description: 'Un local, tenu par Lot-et-Garonne Numérique.',
  externalFields: (t) => ({ id: t.id(), availableTechnologies: t.field({ type: [TechnologyEnum] }) }),
  fields: (t) => ({
    socialOffers: t.field({
      type: [OfferEligibility],
      nullable: true,
      description:
        'Les offres sociales face à ce local et à ce foyer. Une offre dont aucune technologie n’est disponible ici est un « non » ; quand aucune technologie n’est déclarée ici, elle est à vérifier.',
      requires: builder.selection<{ availableTechnologies: Technology[] }>('availableTechnologies'),
      args: { profile: t.arg({ type: HouseholdProfile, description: 'Ce que l’on sait du foyer.' }) },
      resolve: async ({ availableTechnologies: declared }, { profile }, context) => {
        const availableTechnologies = declared.length === 0 ? null : declared;
        const household = { ...readProfile(profile), availableTechnologies };
        return verdictsOf(await publishedOffers(context), household, context.today);
      },
    }),
  }),
});
