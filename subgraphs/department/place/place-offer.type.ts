import { builder } from '../builder.ts';
import * as terms from './place-vocabulary.rules.ts';
import * as enums from './place-vocabulary.type.ts';
import { Place } from './place.type.ts';

const { enumCodes } = enums;

builder.objectFields(Place, (t) => ({
  services: t.field({
    type: [enums.PlaceService],
    description: 'Services proposés.',
    resolve: ({ services }) => enumCodes(terms.SERVICES, services),
  }),
  serviceLabels: t.stringList({
    description: 'Services proposés, dans les mots du standard.',
    resolve: ({ services }) => terms.labelsOf(terms.SERVICES, services),
  }),
  audiences: t.field({
    type: [enums.PlaceAudience],
    description: 'Publics spécifiquement adressés ; liste vide : tout public.',
    resolve: ({ audiences }) => enumCodes(terms.AUDIENCES, audiences),
  }),
  audienceLabels: t.stringList({
    description: 'Publics, dans les mots du standard.',
    resolve: ({ audiences }) => terms.labelsOf(terms.AUDIENCES, audiences),
  }),
  specialCare: t.field({
    type: [enums.PlaceSpecialCare],
    description: 'Prises en charge spécifiques.',
    resolve: ({ special_care: codes }) => enumCodes(terms.SPECIAL_CARE, codes),
  }),
  fees: t.field({
    type: [enums.PlaceFee],
    description: 'Frais à la charge du public.',
    resolve: ({ fees }) => enumCodes(terms.FEES, fees),
  }),
  programmes: t.field({
    type: [enums.NationalProgramme],
    description: 'Dispositifs et programmes nationaux.',
    resolve: ({ programmes }) => enumCodes(terms.PROGRAMMES, programmes),
  }),
  programmeLabels: t.stringList({
    description: 'Dispositifs et programmes, dans les mots du standard.',
    resolve: ({ programmes }) => terms.labelsOf(terms.PROGRAMMES, programmes),
  }),
  accessModes: t.field({
    type: [enums.PlaceAccessMode],
    description: 'Modalités d’accès.',
    resolve: ({ access_modes: codes }) => enumCodes(terms.ACCESS_MODES, codes),
  }),
  supportModes: t.field({
    type: [enums.PlaceSupportMode],
    description: 'Modalités d’accompagnement.',
    resolve: ({ support_modes: codes }) => enumCodes(terms.SUPPORT_MODES, codes),
  }),
  itinerancy: t.field({
    type: [enums.PlaceItinerancy],
    description: 'Fixe, itinérant, ou les deux.',
    resolve: ({ itinerancy }) => enumCodes(terms.ITINERANCY, itinerancy),
  }),
  typologies: t.stringList({
    description:
      'Types de structure (liste ouverte de data·inclusion, par exemple « TIERS_LIEUX », « CCAS », « RFS »).',
    resolve: ({ typologies }) => [...typologies],
  }),
  trainingLabels: t.stringList({
    description: 'Formations et labels (liste ouverte du standard).',
    resolve: ({ training_labels: labels }) => [...labels],
  }),
  otherLabels: t.stringList({
    description: 'Autres formations et labels.',
    resolve: ({ other_labels: labels }) => [...labels],
  }),
  summary: t.exposeString('summary', { nullable: true, description: 'Présentation courte.' }),
  detail: t.exposeString('detail', { nullable: true, description: 'Présentation détaillée.' }),
}));
