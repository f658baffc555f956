import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { Organisation } from '../operator/organisation.type.ts';
import { pageArguments } from '../paging.args.ts';
import { offersOfProvider } from './social-offer.loaders.ts';
import { SocialInternetOffer } from './social-offer.type.ts';

export const SocialInternetOfferConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
    type: SocialInternetOffer,
    name: 'SocialInternetOfferConnection',
    description: 'Une page d’offres sociales.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'SocialInternetOfferEdge',
    description: 'Une offre sociale dans une page.',
  },
);

builder.objectField(Organisation, 'offers', (t) =>
  t.field({
    type: SocialInternetOfferConnection,
    nullable: true,
    description: 'Offres sociales publiées par l’organisation, par identifiant.',
    directives: { listSize: pageSize() },
    args: pageArguments(t.arg),
    resolve: async ({ id }, asked, context) => {
      const { limit, after } = pageOf(asked);
      const offers = await offersOfProvider(context).load(id);
      const start = after === null ? 0 : offers.findIndex((offer) => offer.id > String(after.at(-1)));
      const rows = start < 0 ? [] : offers.slice(start, start + limit + 1);
      const totalCount = () => Promise.resolve(offers.length);
      return connectionOf({ rows, limit, after, cursorOf: (offer) => [offer.providerId, offer.id], totalCount });
    },
  }),
);
