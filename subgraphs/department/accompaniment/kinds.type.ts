import { hubError } from '../../../platform/errors.ts';
import { firstSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import type { AccompanimentRow } from './accompaniment.rows.ts';
import { Accompaniment } from './accompaniment.type.ts';
import { nextOccurrences, type Occurrence, type WeeklyRule } from './occurrence.rules.ts';
import { Session, sessionsOf, UPCOMING_DESCRIPTION } from './session.type.ts';
import { LevelEnum, WeekdayEnum } from './vocabulary.type.ts';
import { weekdayOf, type Weekday } from './vocabulary.rules.ts';

const MAXIMUM_OCCURRENCES = 52;
const ROLE = 'Fonction de la personne qui accompagne, jamais son nom.';
const VALID_FROM = 'Premier jour où il est proposé, nul s’il l’est déjà.';
const VALID_UNTIL = 'Dernier jour où il est proposé, nul s’il n’y en a pas.';

builder.objectRef<AccompanimentRow>('Workshop').implement({
  directives: { cacheControl: { maxAge: 60, scope: 'PUBLIC' } },
  interfaces: [Accompaniment],
  description: 'Un atelier collectif, en une ou plusieurs séances.',
  fields: (t) => ({
    level: t.expose('level', { type: LevelEnum, nullable: true, description: 'Niveau, nul s’il n’est pas dit.' }),
    advisorRole: t.exposeString('advisorRole', { nullable: true, description: ROLE }),
    series: t.exposeString('series', { nullable: true, description: 'Cycle dont il fait partie.' }),
    sessions: t.field({
      type: [Session],
      description: 'Séances, dans l’ordre.',
      args: { upcomingOnly: t.arg.boolean({ required: true, defaultValue: true, description: UPCOMING_DESCRIPTION }) },
      resolve: ({ id }, { upcomingOnly }, context) => sessionsOf(id, upcomingOnly, context),
    }),
  }),
});

builder.objectRef<AccompanimentRow>('RemoteSession').implement({
  directives: { cacheControl: { maxAge: 60, scope: 'PUBLIC' } },
  interfaces: [Accompaniment],
  description: 'Une séance ou un webinaire à distance, par exemple un « Jeudi de l’inclusion numérique ».',
  fields: (t) => ({
    level: t.expose('level', { type: LevelEnum, nullable: true, description: 'Niveau, nul s’il n’est pas dit.' }),
    series: t.exposeString('series', { nullable: true, description: 'Cycle dont elle fait partie.' }),
    url: t.exposeString('url', { nullable: true, description: 'Page où la suivre ou s’y inscrire.' }),
    sessions: t.field({
      type: [Session],
      description: 'Séances, dans l’ordre.',
      args: { upcomingOnly: t.arg.boolean({ required: true, defaultValue: true, description: UPCOMING_DESCRIPTION }) },
      resolve: ({ id }, { upcomingOnly }, context) => sessionsOf(id, upcomingOnly, context),
    }),
  }),
});

builder.objectRef<AccompanimentRow>('IndividualHelp').implement({
  directives: { cacheControl: { maxAge: 60, scope: 'PUBLIC' } },
  interfaces: [Accompaniment],
  description: 'Une aide individuelle à la demande : dans un lieu, à domicile ou à distance.',
  fields: (t) => ({
    byAppointment: t.exposeBoolean('byAppointment', { description: 'Vrai s’il faut un rendez-vous.' }),
    advisorRole: t.exposeString('advisorRole', { nullable: true, description: ROLE }),
    validFrom: t.expose('validFrom', { type: 'Date', nullable: true, description: VALID_FROM }),
    validUntil: t.expose('validUntil', { type: 'Date', nullable: true, description: VALID_UNTIL }),
  }),
});

const OccurrenceType = builder.objectRef<Occurrence>('Occurrence').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Une fois où une permanence se tient.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'Début.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', description: 'Fin.' }),
  }),
});

builder.objectRef<AccompanimentRow>('Permanence').implement({
  directives: { cacheControl: { maxAge: 60, scope: 'PUBLIC' } },
  interfaces: [Accompaniment],
  description: 'Une permanence, chaque semaine au même jour et à la même heure.',
  fields: (t) => ({
    weekday: t.field({ type: WeekdayEnum, description: 'Jour de la semaine.', resolve: dayOf }),
    opensAt: t.string({
      description: 'Heure d’ouverture en Lot-et-Garonne, « 14:00 ».',
      resolve: (row) => weeklyOf(row).opensAt,
    }),
    closesAt: t.string({
      description: 'Heure de fin en Lot-et-Garonne, « 17:00 ».',
      resolve: (row) => weeklyOf(row).closesAt,
    }),
    advisorRole: t.exposeString('advisorRole', { nullable: true, description: ROLE }),
    byAppointment: t.exposeBoolean('byAppointment', { description: 'Vrai s’il faut un rendez-vous.' }),
    validFrom: t.expose('validFrom', { type: 'Date', nullable: true, description: VALID_FROM }),
    validUntil: t.expose('validUntil', { type: 'Date', nullable: true, description: VALID_UNTIL }),
    openOnHolidays: t.exposeBoolean('openOnHolidays', { description: 'Vrai si elle se tient aussi les jours fériés.' }),
    excludedDates: t.field({
      type: ['Date'],
      description: 'Jours où, par exception, elle ne se tient pas.',
      resolve: ({ excludedDates }) => [...excludedDates],
    }),
    nextOccurrences: t.field({
      type: [OccurrenceType],
      description: 'Les prochaines fois, dans l’année qui vient, jours fériés et jours exclus ôtés.',
      directives: { listSize: firstSize(4) },
      args: { first: t.arg.int({ required: true, defaultValue: 4, description: 'Nombre voulu, de 1 à 52.' }) },
      resolve: (row, { first }, { now }) => {
        if (first >= 1 && first <= MAXIMUM_OCCURRENCES) return [...nextOccurrences(weeklyOf(row), now, first)];
        throw hubError(
          'INVALID_INPUT',
          `first vaut ${first} : attendu un nombre de 1 à ${MAXIMUM_OCCURRENCES}, par exemple 4.`,
        );
      },
    }),
  }),
});

/** The weekly rule of a permanence, which the database does not let be without day and hours. */
function weeklyOf(row: AccompanimentRow): WeeklyRule {
  const { weekday, opensAt, closesAt } = row;
  if (weekday === null || opensAt === null || closesAt === null) {
    throw new Error(`accompaniment "${row.id}" is a permanence without day and hours`);
  }
  return { ...row, weekday, opensAt, closesAt };
}

function dayOf(row: AccompanimentRow): Weekday {
  const day = weekdayOf(weeklyOf(row).weekday);
  if (day === null) throw new Error(`accompaniment "${row.id}" has no day of the week`);
  return day;
}
