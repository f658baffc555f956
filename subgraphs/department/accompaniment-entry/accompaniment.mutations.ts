import { accompanimentLoader, sessionsLoader } from '../accompaniment/accompaniment.loaders.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { AccompanimentChangesInput, AccompanimentInput } from './accompaniment.inputs.ts';
import { AccompanimentPayload } from './accompaniment-payload.type.ts';
import { cancelAccompaniment, giveBackAccompaniment } from './cancel-accompaniment.ts';
import {
  createAccompaniment,
  updateAccompaniment,
  WRITE_ACCOMPANIMENTS,
  type AccompanimentResult,
} from './write-accompaniment.ts';

const ID = 'Identifiant de l’accompagnement.';
const EXPECTED = 'Révision lue (Accompaniment.revision) : une autre est un conflit.';
const AS_OF = 'Jour où ces informations étaient exactes ; aujourd’hui par défaut.';

/** What one operation read before it wrote is forgotten: its answer shows what was written. */
async function shown(context: Context, writing: Promise<AccompanimentResult>): Promise<AccompanimentResult> {
  const result = await writing;
  if (result.kind === 'WRITTEN') {
    accompanimentLoader(context).clear(result.id);
    sessionsLoader(context).clear(result.id);
  }
  return result;
}

builder.mutationFields((t) => ({
  createAccompaniment: t.field({
    type: AccompanimentPayload,
    access: WRITE_ACCOMPANIMENTS,
    nullable: true,
    description: 'Publie un atelier, une permanence, une séance à distance ou une aide individuelle.',
    args: {
      accompaniment: t.arg({ type: AccompanimentInput, required: true, description: 'L’accompagnement.' }),
      asOf: t.arg({ type: 'Date', description: AS_OF }),
    },
    resolve: (_root, { accompaniment, asOf }, context) =>
      shown(context, createAccompaniment({ ...accompaniment }, asOf, context)),
  }),
  updateAccompaniment: t.field({
    type: AccompanimentPayload,
    access: WRITE_ACCOMPANIMENTS,
    nullable: true,
    description:
      'Modifie un accompagnement, même s’il vient d’un fichier, qui ne l’écrase plus ; republie un accompagnement annulé.',
    args: {
      id: t.arg.id({ required: true, description: ID }),
      expectedRevision: t.arg.int({ required: true, description: EXPECTED }),
      changes: t.arg({ type: AccompanimentChangesInput, required: true, description: 'Ce qui change.' }),
      asOf: t.arg({ type: 'Date', description: AS_OF }),
    },
    resolve: (_root, { id, expectedRevision, changes, asOf }, context) =>
      shown(context, updateAccompaniment({ id, expectedRevision }, { changes: { ...changes }, asOf }, context)),
  }),
  cancelAccompaniment: t.field({
    type: AccompanimentPayload,
    access: WRITE_ACCOMPANIMENTS,
    nullable: true,
    description: 'Annule un accompagnement, ou sa séance d’un jour ; son histoire est gardée.',
    args: {
      id: t.arg.id({ required: true, description: ID }),
      expectedRevision: t.arg.int({ required: true, description: EXPECTED }),
      on: t.arg({ type: 'Date', description: 'Jour de la seule séance annulée ; tout, s’il est absent.' }),
      reason: t.arg.string({ required: true, description: 'Motif, de 3 à 500 caractères.' }),
    },
    resolve: (_root, { id, expectedRevision, on, reason }, context) =>
      shown(context, cancelAccompaniment({ id, expectedRevision }, { on, reason }, context)),
  }),
  giveBackAccompaniment: t.field({
    type: AccompanimentPayload,
    access: WRITE_ACCOMPANIMENTS,
    nullable: true,
    description: 'Rend un accompagnement au fichier de sa source : ce que le fichier en dit est de nouveau publié.',
    args: {
      id: t.arg.id({ required: true, description: ID }),
      expectedRevision: t.arg.int({ required: true, description: EXPECTED }),
    },
    resolve: (_root, { id, expectedRevision }, context) =>
      shown(context, giveBackAccompaniment({ id, expectedRevision }, context)),
  }),
}));
