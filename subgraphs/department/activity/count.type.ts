import { builder } from '../builder.ts';
import { FEWEST_PUBLISHED, type PublishedCount } from './activity.rules.ts';
import { ACTIVITY_KINDS } from './activity.source.ts';

export const ActivityKindEnum = builder.enumType('ActivityKind', {
  description: 'Nature d’une activité, dans le vocabulaire de La Coop de la médiation numérique.',
  values: {
    INDIVIDUAL: { value: 'individuel', description: `${ACTIVITY_KINDS.individuel}.` },
    ADMINISTRATIVE_PROCEDURE: {
      value: 'demarche_administrative',
      description: `${ACTIVITY_KINDS.demarche_administrative}.`,
    },
    GROUP: { value: 'collectif', description: `${ACTIVITY_KINDS.collectif}.` },
  },
});

/** How many activities and people, as published. */
export const ActivityCount = builder.objectRef<PublishedCount>('ActivityCount').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: `Un décompte d’activités et de personnes accompagnées, jamais d’une personne. Un chiffre de moins de ${FEWEST_PUBLISHED} personnes n’est pas publié.`,
  fields: (t) => ({
    activities: t.exposeInt('activities', { nullable: true, description: 'Nombre d’activités, nul s’il est masqué.' }),
    people: t.exposeInt('people', {
      nullable: true,
      description: 'Nombre de personnes accompagnées, la même pouvant l’être plusieurs fois ; nul s’il est masqué.',
    }),
    masked: t.exposeBoolean('masked', { description: 'Vrai si de petits chiffres sont masqués.' }),
    explanation: t.exposeString('explanation', {
      nullable: true,
      description: 'Ce qui est masqué et pourquoi, nul si rien ne l’est.',
    }),
  }),
});
