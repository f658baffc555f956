import { addDays } from '../../../platform/calendar.ts';
import { hubError } from '../../../platform/errors.ts';
import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { OfferKindEnum, TechnologyEnum } from '../eligibility/vocabulary.type.ts';
import type { Prisma } from '../generated/client/client.ts';
import { pageArguments } from '../paging.args.ts';
import { STALE_AFTER_DAYS } from './freshness.rules.ts';
import { offerLoader } from './social-offer.loaders.ts';
import { SocialInternetOffer } from './social-offer.type.ts';
import { SocialInternetOfferConnection } from './social-offer-connection.type.ts';

const SocialOfferFilter = builder.inputType('SocialOfferFilter', {
  description: 'Quelles offres garder ; les critères s’ajoutent.',
  fields: (t) => ({
    providerId: t.id({ description: 'Organisation qui propose l’offre, par exemple « orange ».' }),
    technology: t.field({
      type: TechnologyEnum,
      description: 'Technologie du logement : garde les offres qu’elle permet, et celles qui n’en demandent pas.',
    }),
    kind: t.field({ type: OfferKindEnum, description: 'Ce qu’est l’offre.' }),
    staleOnly: t.boolean({ description: 'Vrai pour les seules offres expirées ou à revérifier.' }),
    includeWithdrawn: t.boolean({ description: 'Vrai pour garder aussi les offres retirées.' }),
  }),
});

function conditions(filter: typeof SocialOfferFilter.$inferInput, today: string): Prisma.SocialOfferWhereInput[] {
  const { providerId, technology, kind, staleOnly, includeWithdrawn } = filter;
  const staleBefore = new Date(addDays(today, -STALE_AFTER_DAYS));
  const stale = { OR: [{ validUntil: { lt: new Date(today) } }, { verifiedOn: { lt: staleBefore } }] };
  const all: Prisma.SocialOfferWhereInput[] = [];
  if (typeof providerId === 'string') all.push({ providerId });
  if (technology)
    all.push({ OR: [{ technologiesNeeded: { has: technology } }, { technologiesNeeded: { isEmpty: true } }] });
  if (kind) all.push({ kind });
  if (staleOnly === true) all.push(stale);
  if (includeWithdrawn !== true) all.push({ status: 'PUBLISHED' });
  return all;
}

/** The offers after a cursor, in the order of provider and identifier. */
function afterOffer(after: readonly unknown[] | null): Prisma.SocialOfferWhereInput {
  if (after === null) return {};
  const [providerId, id] = after;
  if (typeof providerId === 'string' && typeof id === 'string')
    return { OR: [{ providerId: { gt: providerId } }, { providerId, id: { gt: id } }] };
  throw hubError(
    'INVALID_INPUT',
    'after n’est pas un curseur d’offres : reprenez pageInfo.endCursor de la page précédente.',
  );
}

builder.queryFields((t) => ({
  socialOffers: t.field({
    type: SocialInternetOfferConnection,
    nullable: true,
    description: 'Offres sociales, par fournisseur puis par identifiant ; les offres retirées sont omises.',
    directives: { listSize: pageSize() },
    args: {
      filter: t.arg({ type: SocialOfferFilter, description: 'Quelles offres garder.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter, ...asked }, { prisma, today }) => {
      const { limit, after } = pageOf(asked);
      const kept = conditions(filter ?? {}, today);
      const rows = await prisma.socialOffer.findMany({
        where: { AND: [...kept, afterOffer(after)] },
        orderBy: [{ providerId: 'asc' }, { id: 'asc' }],
        take: limit + 1,
      });
      const totalCount = () => prisma.socialOffer.count({ where: { AND: kept } });
      return connectionOf({ rows, limit, after, cursorOf: ({ providerId, id }) => [providerId, id], totalCount });
    },
  }),
  socialOffer: t.field({
    type: SocialInternetOffer,
    nullable: true,
    description: 'Une offre par son identifiant, même retirée ; nul si elle n’existe pas.',
    args: { id: t.arg.id({ required: true, description: 'Identifiant de l’offre.' }) },
    resolve: (_root, { id }, context) => offerLoader(context).load(id),
  }),
}));
