import { builder } from '../builder.ts';
import { Coordinates, Provenance } from '../common.type.ts';
import { Place } from '../place/place.type.ts';
import { placeLoader } from '../place/place.loaders.ts';
import { Commune } from '../territory/commune.type.ts';
import { communeLoader } from '../territory/territory.loaders.ts';
import { sourcePublicationLoader } from './accompaniment.loaders.ts';
import type { AccompanimentRow } from './accompaniment.rows.ts';
import { AudienceEnum, FeeEnum, ModeEnum, Theme } from './vocabulary.type.ts';

const TYPE_NAMES = {
  workshop: 'Workshop',
  permanence: 'Permanence',
  remote_session: 'RemoteSession',
  individual_help: 'IndividualHelp',
} as const;

const Booking = builder.objectRef<AccompanimentRow>('Booking').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Comment réserver. Les deux champs sont nuls quand l’organisateur n’a pas dit comment.',
  fields: (t) => ({
    url: t.exposeString('bookingUrl', { nullable: true, description: 'Page de réservation.' }),
    phone: t.exposeString('bookingPhone', { nullable: true, description: 'Téléphone, par exemple « +33553694000 ».' }),
  }),
});

/** What every form of help has in common; the concrete type follows the row's `kind`. */
export const Accompaniment = builder.interfaceRef<AccompanimentRow>('Accompaniment').implement({
  directives: { cacheControl: { maxAge: 60, scope: 'PUBLIC' } },
  description:
    'Une aide que l’on peut suivre ou demander : atelier, permanence, séance à distance ou aide individuelle. Jamais une personne.',
  resolveType: ({ kind }) => TYPE_NAMES[kind],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifiant donné par l’organisateur.' }),
    title: t.exposeString('title', { description: 'Intitulé.' }),
    description: t.exposeString('description', { nullable: true, description: 'Présentation libre.' }),
    themes: t.field({ type: [Theme], description: 'Thèmes abordés.', resolve: ({ themes }) => [...themes] }),
    audiences: t.field({
      type: [AudienceEnum],
      description: 'Publics visés ; liste vide : tous les publics.',
      resolve: ({ audiences }) => [...audiences],
    }),
    modes: t.field({
      type: [ModeEnum],
      description: 'Où il a lieu pour la personne.',
      resolve: ({ modes }) => [...modes],
    }),
    fee: t.expose('fee', {
      type: FeeEnum,
      nullable: true,
      description: 'Tarif, nul quand l’organisateur ne l’a pas dit.',
    }),
    feeDetail: t.exposeString('feeDetail', { nullable: true, description: 'Précision sur le tarif.' }),
    bookable: t.exposeBoolean('bookable', { description: 'Vrai s’il se réserve.' }),
    booking: t.field({
      type: Booking,
      nullable: true,
      description: 'Comment réserver, nul s’il ne se réserve pas.',
      resolve: (row) => (row.bookable ? row : null),
    }),
    nextAt: t.expose('nextAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'Début de la prochaine fois dans la période demandée, celle en cours comprise ; nul pour une aide à la demande, ou quand tout est passé.',
    }),
    distanceMetres: t.float({
      nullable: true,
      description:
        'Distance à vol d’oiseau au point demandé, en mètres ; nulle hors d’une recherche autour d’un point.',
      resolve: ({ distanceMetres }) => (distanceMetres === null ? null : Math.round(distanceMetres)),
    }),
    coordinates: t.field({
      type: Coordinates,
      nullable: true,
      description: 'Les coordonnées données, à défaut celles du lieu, à défaut le centre de la commune.',
      resolve: ({ latitude, longitude }) => (latitude === null || longitude === null ? null : { latitude, longitude }),
    }),
    cancelled: t.exposeBoolean('cancelled', {
      description: 'Vrai s’il est annulé : il ne figure plus dans les listes, son identifiant le donne encore.',
    }),
    cancellationReason: t.exposeString('cancellationReason', {
      nullable: true,
      description: 'Motif de l’annulation, nul s’il n’est pas annulé.',
    }),
    revision: t.exposeInt('revision', {
      description: 'Nombre de fois que des agents l’ont écrit : à rappeler dans une écriture.',
    }),
    placeName: t.exposeString('placeName', { nullable: true, description: 'Nom du lieu, tel que donné ou connu.' }),
    organisationName: t.exposeString('organisationName', {
      nullable: true,
      description: 'Nom donné de l’organisateur.',
    }),
  }),
});

builder.interfaceFields(Accompaniment, (t) => ({
  place: t.field({
    type: Place,
    nullable: true,
    description: 'Lieu de médiation où il se tient, nul s’il n’est pas dans le hub.',
    resolve: ({ placeId }, _args, context) => (placeId === null ? null : placeLoader(context).load(placeId)),
  }),
  commune: t.field({
    type: Commune,
    nullable: true,
    description: 'Commune où il se tient, nulle pour une aide à distance ou sans lieu.',
    resolve: ({ communeCode }, _args, context) =>
      communeCode === null ? null : communeLoader(context).load(communeCode),
  }),
  provenance: t.field({
    type: Provenance,
    nullable: true,
    description: 'Dernier fichier publié par la source de cet accompagnement, ou saisie qui l’a écrit.',
    resolve: ({ source, writtenAsOf, writtenAt }, _args, context) =>
      writtenAsOf === null || writtenAt === null
        ? sourcePublicationLoader(context).load(source)
        : { source, asOf: writtenAsOf, importedAt: writtenAt },
  }),
}));
