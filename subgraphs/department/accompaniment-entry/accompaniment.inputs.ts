import type { InputFieldBuilder } from '@pothos/core';
import { builder } from '../builder.ts';
import * as enums from '../accompaniment/vocabulary.type.ts';
import { CoordinatesInput } from '../place-entry/place.inputs.ts';

type InputBuilder = InputFieldBuilder<(typeof builder)['$inferSchemaTypes'], 'InputObject'>;

const SessionInput = builder.inputType('AccompanimentSessionInput', {
  description: 'Une séance datée, à l’heure de Lot-et-Garonne.',
  fields: (t) => ({
    date: t.field({ type: 'Date', required: true, description: 'Jour.' }),
    opensAt: t.string({ required: true, description: 'Début, par exemple « 14:00 ».' }),
    closesAt: t.string({ required: true, description: 'Fin, par exemple « 16:00 ».' }),
    seatsTotal: t.int({ description: 'Nombre de places.' }),
    seatsLeft: t.int({ description: 'Places encore libres ; toutes par défaut.' }),
  }),
});

/** What it is, for whom, and how one attends. */
function contentFields(t: InputBuilder) {
  return {
    title: t.string({ description: 'Intitulé ; obligatoire sauf pour une permanence.' }),
    description: t.string({ description: 'Présentation.' }),
    themes: t.field({ type: [enums.ThemeCodeEnum], description: 'Thèmes ; obligatoires pour un atelier.' }),
    audiences: t.field({ type: [enums.AudienceEnum], description: 'Publics visés ; liste vide : tous.' }),
    modes: t.field({
      type: [enums.ModeEnum],
      description: 'Où il a lieu ; par défaut sur place, ou à distance ; obligatoire pour une aide individuelle.',
    }),
    level: t.field({ type: enums.LevelEnum, description: 'Niveau.' }),
    fee: t.field({ type: enums.FeeEnum, description: 'Tarif.' }),
    feeDetail: t.string({ description: 'Précision sur le tarif.' }),
    bookable: t.boolean({ description: 'S’il se réserve ; vrai par défaut quand on dit comment.' }),
    bookingUrl: t.string({ description: 'Page de réservation.' }),
    bookingPhone: t.string({ description: 'Téléphone de réservation, par exemple « 05 53 69 40 00 ».' }),
    byAppointment: t.boolean({ description: 'S’il faut un rendez-vous.' }),
    advisorRole: t.string({ description: 'Fonction de la personne qui accompagne, jamais son nom.' }),
    series: t.string({ description: 'Cycle dont il fait partie.' }),
    url: t.string({ description: 'Page où suivre une séance à distance : obligatoire pour elle.' }),
  };
}

/** Where and when it takes place. */
function whereAndWhenFields(t: InputBuilder) {
  return {
    placeId: t.string({
      description: 'Identifiant du lieu ; sans lui, communeCode pour un atelier ou une permanence.',
    }),
    placeName: t.string({ description: 'Nom du lieu à montrer.' }),
    communeCode: t.string({ description: 'Code INSEE de la commune.' }),
    coordinates: t.field({ type: CoordinatesInput, description: 'Position ; celle du lieu par défaut.' }),
    organisationId: t.string({ description: 'Identifiant de l’organisateur.' }),
    organisationName: t.string({ description: 'Nom de l’organisateur à montrer.' }),
    sessions: t.field({ type: [SessionInput], description: 'Séances d’un atelier ou à distance.' }),
    weekday: t.field({ type: enums.WeekdayEnum, description: 'Jour d’une permanence.' }),
    opensAt: t.string({ description: 'Début d’une permanence, par exemple « 14:00 ».' }),
    closesAt: t.string({ description: 'Fin d’une permanence, par exemple « 17:00 ».' }),
    validFrom: t.field({ type: 'Date', description: 'Premier jour.' }),
    validUntil: t.field({ type: 'Date', description: 'Dernier jour.' }),
    openOnHolidays: t.boolean({ description: 'Si une permanence se tient les jours fériés.' }),
    excludedDates: t.field({ type: ['Date'], description: 'Jours où une permanence ne se tient pas.' }),
  };
}

export const AccompanimentInput = builder.inputType('AccompanimentInput', {
  description: 'Un accompagnement à créer.',
  fields: (t) => ({
    kind: t.field({ type: enums.KindEnum, required: true, description: 'Forme.' }),
    ...contentFields(t),
    ...whereAndWhenFields(t),
  }),
});

export const AccompanimentChangesInput = builder.inputType('AccompanimentChangesInput', {
  description:
    'Ce qui change dans un accompagnement : une valeur absente reste ce qu’elle était, une valeur nulle l’efface. Une liste est donnée entière.',
  fields: (t) => ({ ...contentFields(t), ...whereAndWhenFields(t) }),
});
