import { builder } from '../builder.ts';
import {
  ACCESS_MODES,
  AUDIENCES,
  FEES,
  ITINERANCY,
  PROGRAMMES,
  SERVICES,
  SPECIAL_CARE,
  SUPPORT_MODES,
} from './place-vocabulary.rules.ts';

/** A vocabulary's codes as enum values, described by the standard's labels. */
function described<const V extends Readonly<Record<string, string>>>(terms: V) {
  const values = Object.fromEntries(Object.entries(terms).map(([code, label]) => [code, { description: `${label}.` }]));
  return values as { [K in keyof V]: { description: string } };
}

export const PlaceService = builder.enumType('PlaceService', {
  description: 'Service proposé par un lieu (standard v1.0.2).',
  values: described(SERVICES),
});

export const PlaceAudience = builder.enumType('PlaceAudience', {
  description: 'Public spécifiquement adressé.',
  values: described(AUDIENCES),
});

export const PlaceSpecialCare = builder.enumType('PlaceSpecialCare', {
  description: 'Prise en charge spécifique.',
  values: described(SPECIAL_CARE),
});

export const PlaceFee = builder.enumType('PlaceFee', {
  description: 'Frais à la charge du public.',
  values: described(FEES),
});

export const NationalProgramme = builder.enumType('NationalProgramme', {
  description: 'Dispositif ou programme national auquel appartient un lieu.',
  values: described(PROGRAMMES),
});

export const PlaceAccessMode = builder.enumType('PlaceAccessMode', {
  description: 'Modalité d’accès à un lieu.',
  values: described(ACCESS_MODES),
});

export const PlaceSupportMode = builder.enumType('PlaceSupportMode', {
  description: 'Modalité d’accompagnement.',
  values: described(SUPPORT_MODES),
});

export const PlaceItinerancy = builder.enumType('PlaceItinerancy', {
  description: 'Lieu fixe ou itinérant.',
  values: described(ITINERANCY),
});

/** What a stored code is in the schema: the database holds nothing but codes of the vocabulary. */
export function enumCodes<const V extends Readonly<Record<string, string>>>(terms: V, codes: readonly string[]) {
  return codes.filter((code): code is Extract<keyof V, string> => Object.hasOwn(terms, code));
}
