import { builder } from '../builder.ts';
import { OfferChangesInput, OfferInput } from './offer.inputs.ts';
import { OfferPayload } from './offer-payload.type.ts';
import { publishOffer, reviseOffer, withdrawOffer, WRITE_OFFERS } from './write-offer.ts';

builder.mutationType({ description: 'Les écritures : chaque organisation n’écrit que ce qui est à elle.' });

builder.mutationFields((t) => ({
  publishOffer: t.field({
    type: OfferPayload,
    access: WRITE_OFFERS,
    nullable: true,
    description: 'Publie une offre de l’organisation au nom de laquelle on agit.',
    args: { offer: t.arg({ type: OfferInput, required: true, description: 'L’offre.' }) },
    resolve: (_root, { offer }, context) => publishOffer({ ...offer }, context),
  }),
  reviseOffer: t.field({
    type: OfferPayload,
    access: WRITE_OFFERS,
    nullable: true,
    description: 'Modifie une offre de l’organisation au nom de laquelle on agit ; republie une offre retirée.',
    args: {
      id: t.arg.id({ required: true, description: 'Identifiant de l’offre.' }),
      expectedRevision: t.arg.int({ required: true, description: 'Révision lue : une autre est un conflit.' }),
      changes: t.arg({ type: OfferChangesInput, required: true, description: 'Ce qui change.' }),
    },
    resolve: (_root, { id, expectedRevision, changes }, context) =>
      reviseOffer({ id, expectedRevision }, { ...changes }, context),
  }),
  withdrawOffer: t.field({
    type: OfferPayload,
    access: WRITE_OFFERS,
    nullable: true,
    description: 'Retire une offre de l’organisation au nom de laquelle on agit ; son histoire est gardée.',
    args: {
      id: t.arg.id({ required: true, description: 'Identifiant de l’offre.' }),
      expectedRevision: t.arg.int({ required: true, description: 'Révision lue : une autre est un conflit.' }),
      reason: t.arg.string({ required: true, description: 'Motif du retrait, de 3 à 500 caractères.' }),
    },
    resolve: (_root, { id, expectedRevision, reason }, context) =>
      withdrawOffer({ id, expectedRevision }, reason, context),
  }),
}));
