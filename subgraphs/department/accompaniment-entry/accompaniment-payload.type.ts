import { accompanimentLoader } from '../accompaniment/accompaniment.loaders.ts';
import { Accompaniment } from '../accompaniment/accompaniment.type.ts';
import { builder } from '../builder.ts';
import { InputFault } from '../writing/input-fault.type.ts';
import type { AccompanimentResult } from './write-accompaniment.ts';

type Conflict = Extract<AccompanimentResult, { kind: 'CONFLICT' }>;

const AccompanimentConflict = builder.objectRef<Conflict>('AccompanimentConflict').implement({
  description: 'L’accompagnement a changé depuis qu’il a été lu : rien n’a été écrit.',
  fields: (t) => ({
    message: t.string({
      description: 'Ce qui s’est passé, en une phrase.',
      resolve: ({ title, currentRevision, expectedRevision }) =>
        `L’accompagnement « ${title} » en est à la révision ${currentRevision}, et non ${expectedRevision} : relisez-le, puis recommencez avec expectedRevision: ${currentRevision}.`,
    }),
    expectedRevision: t.exposeInt('expectedRevision', { description: 'Révision que l’appelant avait lue.' }),
    currentRevision: t.exposeInt('currentRevision', { description: 'Révision actuelle.' }),
    current: t.field({
      type: Accompaniment,
      nullable: true,
      description: 'L’accompagnement tel qu’il est maintenant.',
      resolve: ({ id }, _args, context) => accompanimentLoader(context).load(id),
    }),
  }),
});

export const AccompanimentPayload = builder.objectRef<AccompanimentResult>('AccompanimentPayload').implement({
  description: 'Le résultat d’une écriture : l’accompagnement écrit, un conflit, ou toutes les valeurs refusées.',
  fields: (t) => ({
    accompaniment: t.field({
      type: Accompaniment,
      nullable: true,
      description: 'L’accompagnement écrit ; nul quand rien n’a été écrit.',
      resolve: (result, _args, context) =>
        result.kind === 'WRITTEN' ? accompanimentLoader(context).load(result.id) : null,
    }),
    conflict: t.field({
      type: AccompanimentConflict,
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
