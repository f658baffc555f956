import { builder } from '../builder.ts';
import { placeEntryLoader } from './place-file.loaders.ts';
import { placeLoader } from '../place/place.loaders.ts';
import { decideProposal } from './decide-proposal.ts';
import { CONFIRM_PLACES, WRITE_PLACES } from './own-place.ts';
import { PlaceProposalPayload } from './place-payload.type.ts';
import { PlaceChangesInput } from './place.inputs.ts';
import { proposeChanges } from './propose-changes.ts';

builder.mutationFields((t) => ({
  proposePlaceChanges: t.field({
    type: PlaceProposalPayload,
    access: CONFIRM_PLACES,
    nullable: true,
    description: 'Propose au Département des corrections d’un lieu que tient son organisation.',
    args: {
      placeId: t.arg.id({ required: true, description: 'Identifiant du lieu.' }),
      expectedRevision: t.arg.int({ required: true, description: 'Révision lue (Place.revision).' }),
      changes: t.arg({ type: PlaceChangesInput, required: true, description: 'Ce qui est à corriger.' }),
      comment: t.arg.string({
        description: 'Un mot pour le Département, de 500 caractères au plus, sans nom de personne.',
      }),
    },
    resolve: (_root, { placeId, expectedRevision, changes, comment }, context) =>
      proposeChanges({ id: placeId, expectedRevision }, { changes: { ...changes }, comment: comment ?? null }, context),
  }),
  decidePlaceProposal: t.field({
    type: PlaceProposalPayload,
    access: WRITE_PLACES,
    nullable: true,
    description: 'Accepte ou refuse des corrections proposées par un responsable ; acceptées, elles sont publiées.',
    args: {
      id: t.arg.id({ required: true, description: 'Identifiant de la proposition.' }),
      expectedRevision: t.arg.int({ required: true, description: 'Révision du lieu qui a été lue.' }),
      accept: t.arg.boolean({ required: true, description: 'Vrai pour accepter, faux pour refuser.' }),
      reason: t.arg.string({ description: 'Motif d’un refus, de 3 à 500 caractères.' }),
    },
    resolve: async (_root, { id, expectedRevision, accept, reason }, context) => {
      const result = await decideProposal({ id, expectedRevision, accept, reason: reason ?? null }, context);
      if (result.kind === 'WRITTEN')
        for (const loader of [placeLoader(context), placeEntryLoader(context)]) loader.clear(result.proposal.place_id);
      return result;
    },
  }),
}));
