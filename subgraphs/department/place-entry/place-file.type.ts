import { builder } from '../builder.ts';
import { Place } from '../place/place.type.ts';
import { placeLoader } from '../place/place.loaders.ts';
import type { PlaceRow } from '../place/place.rows.ts';
import { CONFIRM_PLACES } from './own-place.ts';
import { PlaceFieldEnum } from './place.inputs.ts';
import { fieldValue, sameValue, type PlaceField } from './place-fields.rules.ts';
import { placeRevisionsLoader, proposalsOfPlaceLoader, type PlaceRevisionRow } from './place-file.loaders.ts';
import type { PlaceEntryRow } from './place-entry.rows.ts';
import type { WrittenField as Written } from './place-overlay.rules.ts';
import type { ProposalRow } from './proposal.rows.ts';

/** A value as text, for a reader who compares it: its own words, or those of a list or a point. */
function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface FieldShape {
  readonly field: PlaceField;
  readonly value: unknown;
  readonly published: unknown;
  readonly written: Written | null;
}

const WrittenField = builder.objectRef<FieldShape>('PlaceWrittenField').implement({
  description: 'Un champ qu’une personne a écrit, ou propose d’écrire.',
  access: CONFIRM_PLACES,
  fields: (t) => ({
    field: t.field({ type: PlaceFieldEnum, description: 'Champ.', resolve: ({ field }) => field }),
    value: t.string({
      nullable: true,
      description: 'Valeur écrite ou proposée, en texte ; nul : effacée.',
      resolve: ({ value }) => shown(value),
    }),
    published: t.string({
      nullable: true,
      description: 'Valeur publiée maintenant, en texte.',
      resolve: ({ published }) => shown(published),
    }),
    isPublished: t.boolean({
      description: 'Faux si un fichier plus récent l’emporte, ou si la proposition attend.',
      resolve: ({ value, published }) => sameValue(value, published),
    }),
    asOf: t.field({
      type: 'Date',
      nullable: true,
      description: 'Jour où c’était exact.',
      resolve: ({ written }) => written?.asOf ?? null,
    }),
    source: t.string({
      nullable: true,
      description: 'Qui l’a dit.',
      resolve: ({ written }) => written?.source ?? null,
    }),
  }),
});

const PlaceRevisionChange = builder.enumType('PlaceRevisionChange', {
  description: 'Ce qui est arrivé à un lieu, de la main d’une personne.',
  values: {
    CREATED: { description: 'Création.' },
    UPDATED: { description: 'Modification.' },
    CONFIRMED: { description: 'Confirmation : exact ce jour-là.' },
    CLOSED: { description: 'Fermeture.' },
    REOPENED: { description: 'Réouverture.' },
  } as const,
});

const PlaceRevision = builder.objectRef<PlaceRevisionRow>('PlaceRevision').implement({
  description: 'Une étape de l’histoire d’un lieu. L’histoire s’allonge et ne se réécrit pas.',
  access: CONFIRM_PLACES,
  fields: (t) => ({
    revision: t.exposeInt('revision', { description: 'Numéro de la révision, à partir de 1.' }),
    change: t.field({
      type: PlaceRevisionChange,
      description: 'Ce qui est arrivé.',
      resolve: ({ change }) => change,
    }),
    recordedAt: t.field({ type: 'DateTime', description: 'Quand.', resolve: ({ recordedAt }) => recordedAt }),
    author: t.exposeID('author', { description: 'Qui : un identifiant opaque, jamais un nom.' }),
    organisation: t.exposeString('organisation', { nullable: true, description: 'Son organisation.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Motif, pour une fermeture.' }),
    changedFields: t.exposeStringList('changedFields', {
      description: 'Champs qui ont changé depuis la révision précédente ; vide pour la première.',
    }),
  }),
});

export const ProposalStatus = builder.enumType('PlaceProposalStatus', {
  description: 'Où en est une proposition.',
  values: {
    PENDING: { description: 'Elle attend la décision du Département.' },
    ACCEPTED: { description: 'Acceptée : publiée.' },
    REFUSED: { description: 'Refusée.' },
  } as const,
});

export const PlaceProposal = builder.objectRef<ProposalRow>('PlaceProposal').implement({
  description: 'Des corrections qu’un responsable propose pour son lieu.',
  access: CONFIRM_PLACES,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant de la proposition.' }),
    status: t.field({ type: ProposalStatus, description: 'Où elle en est.', resolve: ({ status }) => status }),
    organisation: t.exposeString('author_organisation', { description: 'Organisation qui propose.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'Ce que le responsable en dit.' }),
    proposedAt: t.field({ type: 'DateTime', description: 'Quand.', resolve: ({ proposed_at: at }) => at }),
    decidedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Quand elle a été acceptée ou refusée.',
      resolve: ({ decided_at: at }) => at,
    }),
    decisionReason: t.exposeString('decision_reason', { nullable: true, description: 'Motif du refus.' }),
    place: t.field({
      type: Place,
      nullable: true,
      description: 'Le lieu ; nul s’il a été fermé ou a disparu depuis.',
      resolve: ({ place_id: id }, _args, context) => placeLoader(context).load(id),
    }),
    changes: t.field({
      type: [WrittenField],
      description: 'Ce qui est proposé, champ par champ.',
      resolve: async ({ place_id: id, changes }, _args, context) => {
        const place = await placeLoader(context).load(id);
        return fieldsOf(Object.entries(changes), place);
      },
    }),
  }),
});

function fieldsOf(values: readonly (readonly [string, unknown])[], place: PlaceRow | null): FieldShape[] {
  return values.map(([name, value]) => {
    const field = name as PlaceField;
    return { field, value, published: place === null ? null : fieldValue(place, field), written: null };
  });
}

/** A place that people may write, and what they wrote of it. */
export interface PlaceFileShape {
  readonly place: PlaceRow | null;
  readonly placeId: string;
  readonly entry: PlaceEntryRow | null;
}

export const PlaceFile = builder.objectRef<PlaceFileShape>('PlaceFile').implement({
  description: 'La fiche d’un lieu pour ceux qui la tiennent : ce que des personnes en ont écrit, quand, et qui.',
  access: CONFIRM_PLACES,
  fields: (t) => ({
    placeId: t.exposeID('placeId', { description: 'Identifiant du lieu.' }),
    place: t.field({
      type: Place,
      nullable: true,
      description: 'Le lieu publié ; nul s’il est fermé.',
      resolve: ({ place }) => place,
    }),
    revision: t.int({
      description: 'Révision à rappeler dans la prochaine écriture ; 0 si personne n’a encore écrit.',
      resolve: ({ entry }) => entry?.revision ?? 0,
    }),
    closedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Jour de fermeture.',
      resolve: ({ entry }) => entry?.closed_on ?? null,
    }),
    writtenFields: t.field({
      type: [WrittenField],
      description: 'Ce que des personnes ont écrit, champ par champ ; le reste vient des fichiers.',
      resolve: ({ entry, place }) => {
        const fields = Object.entries(entry?.fields ?? {});
        const shapes = fieldsOf(
          fields.map(([name, { value }]) => [name, value]),
          place,
        );
        return shapes.map((shape, at) => ({ ...shape, written: fields[at]?.[1] ?? null }));
      },
    }),
    revisions: t.field({
      type: [PlaceRevision],
      description: 'Son histoire, la plus récente d’abord.',
      resolve: async ({ placeId }, _args, context) => [...(await placeRevisionsLoader(context).load(placeId))],
    }),
    proposals: t.field({
      type: [PlaceProposal],
      description: 'Les corrections proposées, la plus récente d’abord.',
      resolve: async ({ placeId }, _args, context) => [...(await proposalsOfPlaceLoader(context).load(placeId))],
    }),
  }),
});
