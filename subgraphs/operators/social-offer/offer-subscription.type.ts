import { builder } from '../builder.ts';
import type { SocialOffer } from '../generated/client/client.ts';

export const OfferSubscription = builder.objectRef<SocialOffer>('OfferSubscription').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Comment souscrire à une offre ; l’une des trois façons au moins est donnée.',
  fields: (t) => ({
    text: t.exposeString('subscriptionText', { nullable: true, description: 'Marche à suivre.' }),
    url: t.exposeString('subscriptionUrl', { nullable: true, description: 'Page web pour souscrire.' }),
    phone: t.exposeString('subscriptionPhone', { nullable: true, description: 'Téléphone pour souscrire.' }),
  }),
});
