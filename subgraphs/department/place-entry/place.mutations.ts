import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { placeLoader, placeSourcesLoader } from '../place/place.loaders.ts';
import { confirmPlace } from './confirm-place.ts';
import { CONFIRM_PLACES, WRITE_PLACES } from './own-place.ts';
import { placeEntryLoader } from './place-file.loaders.ts';
import { PlacePayload } from './place-payload.type.ts';
import type { PlaceResult } from './place-writing.ts';
import { PlaceChangesInput, PlaceFieldEnum, PlaceInput } from './place.inputs.ts';
import type { PlaceField } from './place-fields.rules.ts';
import { closePlace, createPlace, updatePlace } from './write-place.ts';

const AS_OF = 'Jour où ces informations étaient exactes ; aujourd’hui par défaut.';
const SOURCE = 'D’où elles viennent, par exemple « Appel au lieu » ; le Conseil départemental par défaut.';
const ID = 'Identifiant du lieu.';
const EXPECTED = 'Révision lue (Place.revision) : une autre est un conflit.';

/** What one operation read of a place before it wrote it is forgotten: its answer shows what was written. */
async function shown(context: Context, writing: Promise<PlaceResult>): Promise<PlaceResult> {
  const result = await writing;
  if (result.kind === 'WRITTEN')
    for (const loader of [placeLoader(context), placeEntryLoader(context), placeSourcesLoader(context)])
      loader.clear(result.id);
  return result;
}

builder.mutationType({ description: 'Les écritures : chaque organisation n’écrit que ce qui est à elle.' });

builder.mutationFields((t) => ({
  createPlace: t.field({
    type: PlacePayload,
    access: WRITE_PLACES,
    nullable: true,
    description: 'Crée un lieu qu’aucun fichier ne décrit.',
    args: {
      place: t.arg({ type: PlaceInput, required: true, description: 'Le lieu.' }),
      asOf: t.arg({ type: 'Date', description: AS_OF }),
      source: t.arg.string({ description: SOURCE }),
    },
    resolve: (_root, { place, asOf, source }, context) =>
      shown(context, createPlace({ ...place }, { asOf, source }, context)),
  }),
  updatePlace: t.field({
    type: PlacePayload,
    access: WRITE_PLACES,
    nullable: true,
    description: 'Corrige un lieu ; rouvre un lieu fermé.',
    args: {
      id: t.arg.id({ required: true, description: ID }),
      expectedRevision: t.arg.int({ required: true, description: EXPECTED }),
      changes: t.arg({ type: PlaceChangesInput, required: true, description: 'Ce qui change.' }),
      giveBack: t.arg({
        type: [PlaceFieldEnum],
        description: 'Champs à rendre aux fichiers : ce qu’ils en disent est de nouveau publié.',
      }),
      asOf: t.arg({ type: 'Date', description: AS_OF }),
      source: t.arg.string({ description: SOURCE }),
    },
    resolve: (_root, { id, expectedRevision, changes, giveBack, asOf, source }, context) => {
      const update = {
        changes: { ...changes },
        giveBack: (giveBack ?? []) as readonly PlaceField[],
        asOf,
        source,
      };
      return shown(context, updatePlace({ id, expectedRevision }, update, context));
    },
  }),
  closePlace: t.field({
    type: PlacePayload,
    access: WRITE_PLACES,
    nullable: true,
    description: 'Ferme un lieu, quoi que continuent d’en dire les fichiers ; son histoire est gardée.',
    args: {
      id: t.arg.id({ required: true, description: ID }),
      expectedRevision: t.arg.int({ required: true, description: EXPECTED }),
      on: t.arg({ type: 'Date', description: 'Jour de la fermeture ; aujourd’hui par défaut.' }),
      reason: t.arg.string({ required: true, description: 'Motif, de 3 à 500 caractères.' }),
    },
    resolve: (_root, { id, expectedRevision, on, reason }, context) =>
      shown(context, closePlace({ id, expectedRevision }, { on, reason }, context)),
  }),
  confirmPlace: t.field({
    type: PlacePayload,
    access: CONFIRM_PLACES,
    nullable: true,
    description:
      'Confirme que les informations publiées d’un lieu sont exactes à ce jour. Un responsable confirme les lieux que tient son organisation ; le Département, tous.',
    args: {
      id: t.arg.id({ required: true, description: ID }),
      expectedRevision: t.arg.int({ required: true, description: EXPECTED }),
    },
    resolve: (_root, { id, expectedRevision }, context) =>
      shown(context, confirmPlace({ id, expectedRevision }, context)),
  }),
}));
