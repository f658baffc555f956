import { builder } from '../builder.ts';
import { Provenance } from '../common.type.ts';
import { organisationLoader } from '../organisation/organisation.loaders.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { metresBetween } from './distance.rules.ts';
import { isOpenAt, nextChange, openingHoursFault, readableHours } from './opening-hours.ts';
import { placeSourcesLoader, type PlaceSourceRow } from './place.loaders.ts';
import { Place } from './place.type.ts';

const OpeningHours = builder.objectRef<{ readonly osm: string }>('OpeningHours').implement({
  directives: { cacheControl: { maxAge: 60, scope: 'PUBLIC' } },
  description:
    'Horaires d’ouverture, lus à l’heure de Paris. Les jours fériés ne ferment un lieu que si ses horaires le disent (« PH off »).',
  fields: (t) => ({
    osm: t.exposeString('osm', { description: 'Horaires au format opening_hours d’OpenStreetMap, comme reçus.' }),
    valid: t.boolean({
      description: 'Faux si les horaires sont illisibles : les autres champs sont alors nuls.',
      resolve: ({ osm }) => openingHoursFault(osm) === null,
    }),
    note: t.string({
      nullable: true,
      description: 'Pourquoi les horaires sont inutilisables.',
      resolve: ({ osm }) => openingHoursFault(osm),
    }),
    readable: t.string({
      nullable: true,
      description: 'Horaires en français abrégé.',
      resolve: ({ osm }) => readableHours(osm),
    }),
    isOpenNow: t.boolean({
      nullable: true,
      description: 'Ouvert à l’instant de la demande.',
      resolve: ({ osm }, _args, { now }) => isOpenAt(osm, now),
    }),
    isOpenAt: t.boolean({
      nullable: true,
      description: 'Ouvert à l’instant donné.',
      args: { at: t.arg({ type: 'DateTime', required: true, description: 'Instant voulu.' }) },
      resolve: ({ osm }, { at }) => isOpenAt(osm, at),
    }),
    nextChange: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Prochain instant d’ouverture ou de fermeture ; nul s’il n’y en a pas.',
      args: { at: t.arg({ type: 'DateTime', description: 'À partir de quand ; maintenant par défaut.' }) },
      resolve: ({ osm }, { at }, { now }) => nextChange(osm, at ?? now),
    }),
  }),
});

const PlaceSource = builder.objectRef<PlaceSourceRow>('PlaceSource').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Ce qu’un fichier dit d’un lieu, tel qu’il le dit, ou qu’une personne en a écrit.',
  fields: (t) => ({
    sourceId: t.exposeID('source_id', { description: 'Identifiant du lieu chez ce producteur.' }),
    name: t.exposeString('name', { description: 'Nom du lieu chez ce producteur.' }),
    address: t.exposeString('address', { description: 'Adresse chez ce producteur.' }),
    collectedBy: t.exposeString('collected_by', { nullable: true, description: 'Structure qui a collecté la donnée.' }),
    confirmedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Jour de mise à jour chez ce producteur (date_maj).',
      resolve: ({ updated_on: updatedOn }) => updatedOn,
    }),
    provenance: t.field({
      type: Provenance,
      description: 'Origine et date du fichier, ou de la saisie.',
      resolve: (row) => ({ source: row.source, asOf: row.as_of, importedAt: row.imported_at }),
    }),
  }),
});

builder.objectFields(Place, (t) => ({
  phone: t.exposeString('phone', { nullable: true, description: 'Téléphone, au format international.' }),
  emails: t.stringList({ description: 'Courriels.', resolve: ({ emails }) => [...emails] }),
  websites: t.stringList({ description: 'Sites web et réseaux sociaux.', resolve: ({ websites }) => [...websites] }),
  bookingUrl: t.exposeString('booking_url', { nullable: true, description: 'Prise de rendez-vous en ligne.' }),
  accesLibreUrl: t.exposeString('acceslibre_url', { nullable: true, description: 'Fiche Acceslibre (accessibilité).' }),
  siret: t.exposeString('siret', {
    nullable: true,
    description: 'SIRET de la structure : plusieurs lieux l’ont parfois.',
  }),
  rna: t.exposeString('rna', { nullable: true, description: 'RNA de la structure.' }),
  parentStructure: t.exposeString('parent_structure', { nullable: true, description: 'Structure ou réseau parent.' }),
  openingHours: t.field({
    type: OpeningHours,
    nullable: true,
    description: 'Horaires d’ouverture ; nul si aucune source n’en donne.',
    resolve: ({ opening_hours: osm }) => (osm === null ? null : { osm }),
  }),
  organisation: t.field({
    type: Organisation,
    nullable: true,
    description: 'Organisation qui tient le lieu, par son SIRET ou son RNA.',
    resolve: ({ organisation_id: id }, _args, context) => (id === null ? null : organisationLoader(context).load(id)),
  }),
  sources: t.field({
    type: [PlaceSource],
    description: 'Toutes les sources qui décrivent ce lieu, de la plus récemment confirmée à la plus ancienne.',
    resolve: async ({ id }, _args, context) => [...(await placeSourcesLoader(context).load(id))],
  }),
  distanceMetres: t.int({
    nullable: true,
    description: 'Distance à vol d’oiseau jusqu’au point donné, en mètres ; nul sans position.',
    args: {
      latitude: t.arg.float({ required: true, description: 'Latitude WGS84 du point.' }),
      longitude: t.arg.float({ required: true, description: 'Longitude WGS84 du point.' }),
    },
    resolve: (place, point) => metresBetween(place, point),
  }),
}));
