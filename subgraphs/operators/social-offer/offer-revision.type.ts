import { builder } from '../builder.ts';
import type { SocialOfferRevision } from '../generated/client/client.ts';

export const OfferStatusEnum = builder.enumType('OfferStatus', {
  description: 'Où en est une offre.',
  values: {
    PUBLISHED: { description: 'Publiée : proposée aux foyers.' },
    WITHDRAWN: { description: 'Retirée : gardée pour son histoire, plus proposée.' },
  } as const,
});

const OfferChangeEnum = builder.enumType('OfferChange', {
  description: 'Ce qui est arrivé à une offre.',
  values: {
    PUBLISHED: { description: 'Publication, première ou nouvelle.' },
    REVISED: { description: 'Modification.' },
    WITHDRAWN: { description: 'Retrait.' },
  } as const,
});

/** The content is the offer's, under the names of the graph: written by the trigger of `social_offer`. */
function said({ content }: SocialOfferRevision, field: string): unknown {
  return typeof content === 'object' && content !== null ? (content as Record<string, unknown>)[field] : null;
}

function amount(revision: SocialOfferRevision, field: string): number | null {
  const value = said(revision, field);
  return typeof value === 'number' ? value : null;
}

function day(revision: SocialOfferRevision, field: string): string | null {
  const value = said(revision, field);
  return typeof value === 'string' ? value : null;
}

export const OfferRevision = builder.objectRef<SocialOfferRevision>('OfferRevision').implement({
  description: 'Une étape de l’histoire d’une offre. L’histoire s’allonge et ne se réécrit pas.',
  fields: (t) => ({
    revision: t.exposeInt('revision', { description: 'Numéro de la révision, à partir de 1.' }),
    change: t.field({ type: OfferChangeEnum, description: 'Ce qui est arrivé.', resolve: ({ change }) => change }),
    status: t.field({
      type: OfferStatusEnum,
      description: 'État de l’offre ensuite.',
      resolve: ({ status }) => status,
    }),
    recordedAt: t.field({ type: 'DateTime', description: 'Quand.', resolve: ({ recordedAt }) => recordedAt }),
    author: t.exposeString('author', { description: 'Organisation ou import qui l’a fait.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Motif, pour un retrait.' }),
    changedFields: t.exposeStringList('changedFields', {
      description: 'Champs qui ont changé depuis la révision précédente ; vide pour la première.',
    }),
    name: t.string({ description: 'Nom de l’offre alors.', resolve: (revision) => String(said(revision, 'name')) }),
    monthlyPriceCents: t.int({
      nullable: true,
      description: 'Prix mensuel d’alors, en centimes d’euro.',
      resolve: (revision) => amount(revision, 'monthlyPriceCents'),
    }),
    oneOffPriceCents: t.int({
      nullable: true,
      description: 'Frais uniques d’alors, en centimes d’euro.',
      resolve: (revision) => amount(revision, 'oneOffPriceCents'),
    }),
    verifiedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Jour de vérification d’alors.',
      resolve: (revision) => day(revision, 'verifiedOn'),
    }),
    validUntil: t.field({
      type: 'Date',
      nullable: true,
      description: 'Fin de validité d’alors.',
      resolve: (revision) => day(revision, 'validUntil'),
    }),
  }),
});
