import { builder } from '../builder.ts';
import { Coordinates } from '../common.type.ts';
import { Commune } from '../territory/commune.type.ts';
import { communeLoader } from '../territory/territory.loaders.ts';
import { freshness, FRESHNESS } from './place-freshness.rules.ts';
import { placeLoader } from './place.loaders.ts';
import type { PlaceRow } from './place.rows.ts';

const Freshness = builder.enumType('Freshness', {
  description: 'Ancienneté de la dernière confirmation d’un lieu.',
  values: FRESHNESS,
});

/** A place of digital help. Other features extend it with `builder.objectField(Place, …)`. */
export const Place = builder.objectRef<PlaceRow>('Place').implement({
  directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
  description:
    'Un lieu de médiation numérique, au standard national v1.0.2. Plusieurs fichiers peuvent décrire le même lieu : il est fusionné, et chaque source reste lisible dans « sources ».',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant stable du lieu dans le hub.' }),
    name: t.exposeString('name', { description: 'Nom du lieu.' }),
    address: t.exposeString('address', { description: 'Voie et numéro.' }),
    addressExtra: t.exposeString('address_extra', { nullable: true, description: 'Complément d’adresse.' }),
    postcode: t.exposeString('postcode', { description: 'Code postal écrit par la source.' }),
    communeName: t.exposeString('commune_name', { description: 'Nom de la commune, officiel si son code est connu.' }),
    communeCode: t.exposeID('commune_code', {
      nullable: true,
      description: 'Code INSEE de la commune, s’il est connu.',
    }),
    commune: t.field({
      type: Commune,
      nullable: true,
      description: 'Commune ; nul hors du Lot-et-Garonne ou quand la source ne permet pas de la reconnaître.',
      resolve: ({ commune_code: code }, _args, context) => (code === null ? null : communeLoader(context).load(code)),
    }),
    coordinates: t.field({
      type: Coordinates,
      nullable: true,
      description: 'Position du lieu ; nul si la source n’en donne pas d’utilisable.',
      resolve: ({ latitude, longitude }) => (latitude === null || longitude === null ? null : { latitude, longitude }),
    }),
    lastConfirmedAt: t.field({
      type: 'Date',
      nullable: true,
      description:
        'Jour où une source (date_maj), le responsable du lieu ou le Département a confirmé ces informations pour la dernière fois.',
      resolve: ({ updated_on: updatedOn }) => updatedOn,
    }),
    freshness: t.field({
      type: Freshness,
      description: 'Fraîcheur, d’après lastConfirmedAt.',
      resolve: ({ updated_on: updatedOn }, _args, { today }) => freshness(updatedOn, today),
    }),
    modifiedAt: t.field({
      type: 'DateTime',
      description: 'Instant où le contenu du lieu a changé dans le hub.',
      resolve: ({ modified_at: modifiedAt }) => modifiedAt,
    }),
    qualityNotes: t.stringList({
      description: 'Ce que les sources donnent d’inutilisable, dit en français (téléphone, coordonnées, horaires …).',
      resolve: ({ quality_notes: notes }) => [...notes],
    }),
  }),
});

builder.asEntity(Place, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => placeLoader(context).load(id),
});
