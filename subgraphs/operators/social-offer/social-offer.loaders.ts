import { loaderByKey, loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import { keptWhilePublished } from '../../../platform/publication/kept-while-published.ts';
import type { Context } from '../context.ts';

export const offerLoader = perRequest(({ prisma }: Context) =>
  loaderByKey(
    (ids: readonly string[]) => prisma.socialOffer.findMany({ where: { id: { in: [...ids] } } }),
    ({ id }) => id,
  ),
);

/** The published offers of a provider, by identifier. */
export const offersOfProvider = perRequest(({ prisma }: Context) =>
  loaderOfGroups(
    (ids: readonly string[]) =>
      prisma.socialOffer.findMany({
        where: { providerId: { in: [...ids] }, status: 'PUBLISHED' },
        orderBy: { id: 'asc' },
      }),
    ({ providerId }) => providerId,
  ),
);

/** The history of an offer, most recent first. */
export const revisionsOfOffer = perRequest(({ prisma }: Context) =>
  loaderOfGroups(
    (ids: readonly string[]) =>
      prisma.socialOfferRevision.findMany({ where: { offerId: { in: [...ids] } }, orderBy: { revision: 'desc' } }),
    ({ offerId }) => offerId,
  ),
);

/** All that is published, kept until something else is: some dozens of offers, which every household is compared with. */
export const publishedOffers = keptWhilePublished(({ prisma }: Context) =>
  prisma.socialOffer.findMany({ where: { status: 'PUBLISHED' }, orderBy: { id: 'asc' } }).then((rows) => rows),
);
