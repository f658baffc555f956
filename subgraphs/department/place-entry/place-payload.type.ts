import { builder } from '../builder.ts';
import { InputFault } from '../writing/input-fault.type.ts';
import { Place } from '../place/place.type.ts';
import type { PlaceResult } from './place-writing.ts';
import { PlaceProposal } from './place-file.type.ts';
import type { ProposalResult } from './propose-changes.ts';

type Conflict = Extract<PlaceResult, { kind: 'CONFLICT' }>;

const PlaceConflict = builder.objectRef<Conflict>('PlaceConflict').implement({
  description: 'Le lieu a changé depuis qu’il a été lu : rien n’a été écrit.',
  fields: (t) => ({
    message: t.string({
      description: 'Ce qui s’est passé, en une phrase.',
      resolve: ({ current, currentRevision, expectedRevision }) =>
        `${current === null ? 'Ce lieu, fermé depuis,' : `Le lieu « ${current.name} »`} en est à la révision ${currentRevision}, et non ${expectedRevision} : relisez-le, puis recommencez avec expectedRevision: ${currentRevision}.`,
    }),
    expectedRevision: t.exposeInt('expectedRevision', { description: 'Révision que l’appelant avait lue.' }),
    currentRevision: t.exposeInt('currentRevision', { description: 'Révision actuelle.' }),
    current: t.field({
      type: Place,
      nullable: true,
      description: 'Le lieu tel qu’il est maintenant ; nul s’il est fermé.',
      resolve: ({ current }) => current,
    }),
  }),
});

export const PlacePayload = builder.objectRef<PlaceResult>('PlacePayload').implement({
  description: 'Le résultat d’une écriture : le lieu écrit, un conflit, ou toutes les valeurs refusées.',
  fields: (t) => ({
    place: t.field({
      type: Place,
      nullable: true,
      description: 'Le lieu écrit ; nul quand rien n’a été écrit, ou quand il vient d’être fermé.',
      resolve: (result) => (result.kind === 'WRITTEN' ? result.place : null),
    }),
    closedPlaceId: t.id({
      nullable: true,
      description: 'Identifiant du lieu qui vient d’être fermé ; nul sinon.',
      resolve: (result) => (result.kind === 'WRITTEN' && result.place === null ? result.id : null),
    }),
    conflict: t.field({
      type: PlaceConflict,
      nullable: true,
      description: 'Le conflit avec une écriture plus récente, s’il y en a un.',
      resolve: (result) => (result.kind === 'CONFLICT' ? result : null),
    }),
    faults: t.field({
      type: [InputFault],
      description: 'Toutes les valeurs refusées ; vide quand il n’y en a pas.',
      resolve: (result) => (result.kind === 'REFUSED' ? [...result.faults] : []),
    }),
  }),
});

export const PlaceProposalPayload = builder.objectRef<ProposalResult>('PlaceProposalPayload').implement({
  description: 'Le résultat d’une proposition ou d’une décision : la proposition, un conflit, ou les valeurs refusées.',
  fields: (t) => ({
    proposal: t.field({
      type: PlaceProposal,
      nullable: true,
      description: 'La proposition ; nul quand rien n’a été écrit.',
      resolve: (result) => (result.kind === 'WRITTEN' ? result.proposal : null),
    }),
    conflict: t.field({
      type: PlaceConflict,
      nullable: true,
      description: 'Le conflit avec une écriture plus récente, s’il y en a un.',
      resolve: (result) => (result.kind === 'CONFLICT' ? result : null),
    }),
    faults: t.field({
      type: [InputFault],
      description: 'Toutes les valeurs refusées ; vide quand il n’y en a pas.',
      resolve: (result) => (result.kind === 'REFUSED' ? [...result.faults] : []),
    }),
  }),
});
