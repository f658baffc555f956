import { builder } from '../builder.ts';
import { Provenance } from '../common.type.ts';
import { OfferKindEnum, TechnologyEnum } from '../eligibility/vocabulary.type.ts';
import type { SocialOffer } from '../generated/client/client.ts';
import { Organisation } from '../operator/organisation.type.ts';
import { OfferCriteria } from './offer-criteria.type.ts';
import { OfferRevision, OfferStatusEnum } from './offer-revision.type.ts';
import { OfferSubscription } from './offer-subscription.type.ts';
import { rowFreshness } from './offer-row.ts';
import { offerLoader, revisionsOfOffer } from './social-offer.loaders.ts';

export const SocialInternetOffer = builder.objectRef<SocialOffer>('SocialInternetOffer').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description: 'Une offre à tarif social, ou une aide, pour accéder à internet ou au téléphone.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant stable de l’offre.' }),
    provider: t.field({
      type: Organisation,
      description: 'Organisation qui propose l’offre.',
      resolve: ({ providerId }) => ({ id: providerId }),
    }),
    name: t.exposeString('name', { description: 'Nom de l’offre.' }),
    description: t.exposeString('description', { nullable: true, description: 'Ce que l’offre apporte.' }),
    kind: t.field({ type: OfferKindEnum, description: 'Ce qu’est l’offre.', resolve: ({ kind }) => kind }),
    technologiesNeeded: t.field({
      type: [TechnologyEnum],
      description: 'Technologies dont une est nécessaire au logement ; vide quand l’offre n’en demande pas.',
      resolve: ({ technologiesNeeded }) => technologiesNeeded,
    }),
    monthlyPriceCents: t.exposeInt('monthlyPriceCents', {
      nullable: true,
      description: 'Prix mensuel, en centimes d’euro ; nul quand l’offre n’a pas d’abonnement.',
    }),
    oneOffPriceCents: t.exposeInt('oneOffPriceCents', {
      nullable: true,
      description: 'Frais à payer une fois, en centimes d’euro ; nul quand la source n’en dit rien.',
    }),
    downloadMbps: t.exposeInt('downloadMbps', { nullable: true, description: 'Débit descendant annoncé, en Mbit/s.' }),
    uploadMbps: t.exposeInt('uploadMbps', { nullable: true, description: 'Débit montant annoncé, en Mbit/s.' }),
    criteria: t.field({
      type: OfferCriteria,
      description: 'Conditions à remplir par le foyer.',
      resolve: (offer) => offer,
    }),
    documentsNeeded: t.exposeStringList('documentsNeeded', { description: 'Justificatifs à fournir.' }),
    subscription: t.field({
      type: OfferSubscription,
      description: 'Comment souscrire.',
      resolve: (offer) => offer,
    }),
    status: t.field({ type: OfferStatusEnum, description: 'Publiée ou retirée.', resolve: ({ status }) => status }),
    revision: t.exposeInt('revision', { description: 'Numéro de révision, à rappeler pour modifier l’offre.' }),
  }),
});

builder.objectFields(SocialInternetOffer, (t) => ({
  source: t.exposeString('source', { description: 'D’où viennent les termes de l’offre.' }),
  sourceUrl: t.exposeString('sourceUrl', { nullable: true, description: 'Page où les termes ont été lus.' }),
  verifiedOn: t.field({
    type: 'Date',
    description: 'Jour de la dernière vérification des termes.',
    resolve: ({ verifiedOn }) => verifiedOn,
  }),
  validUntil: t.field({
    type: 'Date',
    nullable: true,
    description: 'Dernier jour annoncé de l’offre ; nul quand aucune fin n’est annoncée.',
    resolve: ({ validUntil }) => validUntil,
  }),
  stale: t.boolean({
    description: 'Vrai quand l’offre a expiré, ou que ses termes n’ont pas été vérifiés depuis plus de 180 jours.',
    resolve: (offer, _args, { today }) => rowFreshness(offer, today).kind !== 'FRESH',
  }),
  provenance: t.field({
    type: Provenance,
    description: 'Provenance des termes de l’offre.',
    resolve: ({ source, verifiedOn, updatedAt }) => ({ source, asOf: verifiedOn, importedAt: updatedAt }),
  }),
  revisions: t.field({
    type: [OfferRevision],
    description: 'Histoire de l’offre, de la plus récente révision à la première.',
    resolve: async ({ id }, _args, context) => [...(await revisionsOfOffer(context).load(id))],
  }),
}));

builder.asEntity(SocialInternetOffer, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => offerLoader(context).load(id),
});
