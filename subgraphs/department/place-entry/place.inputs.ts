import type { InputFieldBuilder } from '@pothos/core';
import { builder } from '../builder.ts';
import * as enums from '../place/place-vocabulary.type.ts';
import { PLACE_FIELD_LABELS, PLACE_FIELD_NAMES } from './place-fields.rules.ts';

type InputBuilder = InputFieldBuilder<(typeof builder)['$inferSchemaTypes'], 'InputObject'>;

export const CoordinatesInput = builder.inputType('CoordinatesInput', {
  description: 'Un point au sol, en degrés décimaux WGS84.',
  fields: (t) => ({
    latitude: t.float({ required: true, description: 'Latitude, par exemple 44.2033.' }),
    longitude: t.float({ required: true, description: 'Longitude, par exemple 0.6163.' }),
  }),
});

/** Where a place is, and how it is reached. */
function contactFields(t: InputBuilder, required: boolean) {
  return {
    name: t.string({ required, description: 'Nom, de 3 à 160 caractères.' }),
    address: t.string({ required, description: 'Voie et numéro, par exemple « 12 rue des Écoles ».' }),
    addressExtra: t.string({ description: 'Complément d’adresse.' }),
    postcode: t.string({ required, description: 'Code postal, par exemple « 47000 ».' }),
    communeCode: t.string({ required, description: 'Code INSEE de la commune, par exemple « 47001 ».' }),
    coordinates: t.field({ type: CoordinatesInput, description: 'Position, en Lot-et-Garonne.' }),
    phone: t.string({ description: 'Téléphone, par exemple « 05 53 69 40 00 ».' }),
    emails: t.stringList({ description: 'Courriels.' }),
    websites: t.stringList({ description: 'Adresses web.' }),
    bookingUrl: t.string({ description: 'Page de prise de rendez-vous.' }),
    accesLibreUrl: t.string({ description: 'Fiche Acceslibre (accessibilité).' }),
    openingHours: t.string({
      description:
        'Horaires au format opening_hours d’OpenStreetMap, par exemple « Mo-Fr 09:00-12:00,14:00-17:30; PH off ».',
    }),
    siret: t.string({ description: 'SIRET de la structure qui tient le lieu.' }),
    rna: t.string({ description: 'RNA de la structure qui tient le lieu.' }),
    parentStructure: t.string({ description: 'Structure ou réseau parent.' }),
  };
}

/** What a place offers, and to whom. */
function offerFields(t: InputBuilder) {
  return {
    summary: t.string({ description: 'Présentation courte, de 280 caractères au plus.' }),
    detail: t.string({ description: 'Présentation détaillée.' }),
    typologies: t.stringList({ description: 'Types de structure (liste de data·inclusion), par exemple « BIB ».' }),
    services: t.field({ type: [enums.PlaceService], description: 'Services proposés.' }),
    audiences: t.field({ type: [enums.PlaceAudience], description: 'Publics ; liste vide : tout public.' }),
    specialCare: t.field({ type: [enums.PlaceSpecialCare], description: 'Prises en charge spécifiques.' }),
    fees: t.field({ type: [enums.PlaceFee], description: 'Frais à la charge du public.' }),
    programmes: t.field({ type: [enums.NationalProgramme], description: 'Dispositifs et programmes nationaux.' }),
    accessModes: t.field({ type: [enums.PlaceAccessMode], description: 'Modalités d’accès.' }),
    supportModes: t.field({ type: [enums.PlaceSupportMode], description: 'Modalités d’accompagnement.' }),
    itinerancy: t.field({ type: [enums.PlaceItinerancy], description: 'Fixe, itinérant, ou les deux.' }),
    trainingLabels: t.stringList({ description: 'Formations et labels.' }),
    otherLabels: t.stringList({ description: 'Autres formations et labels.' }),
  };
}

export const PlaceInput = builder.inputType('PlaceInput', {
  description: 'Un lieu à créer.',
  fields: (t) => ({ ...contactFields(t, true), ...offerFields(t) }),
});

export const PlaceChangesInput = builder.inputType('PlaceChangesInput', {
  description: 'Ce qui change dans un lieu : une valeur absente reste ce qu’elle était, une valeur nulle l’efface.',
  fields: (t) => ({ ...contactFields(t, false), ...offerFields(t) }),
});

/** The fields that a person writes, by the name that the graph gives them. */
export const PlaceFieldEnum = builder.enumType('PlaceField', {
  description: 'Un champ d’un lieu qu’une personne peut écrire.',
  values: Object.fromEntries(
    PLACE_FIELD_NAMES.map((name) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
      { value: name, description: `${capital(PLACE_FIELD_LABELS[name])}.` },
    ]),
  ),
});

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
