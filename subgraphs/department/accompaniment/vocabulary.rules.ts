/** The four forms of help; the French word is the column `type` of the accompaniments' file. */
export const KINDS = {
  workshop: 'atelier',
  permanence: 'permanence',
  remote_session: 'distance',
  individual_help: 'individuel',
} as const;
export type Kind = keyof typeof KINDS;

/** `publics_specifiquement_adresses` of the national standard of places, v1.0.2. */
export const AUDIENCES = {
  young_people: 'Jeunes',
  students: 'Étudiants',
  families: 'Familles et/ou enfants',
  seniors: 'Seniors',
  women: 'Femmes',
} as const;
export type Audience = keyof typeof AUDIENCES;

/** `niveau_atelier` of La Coop's API v1. */
export const LEVELS = { beginner: 'Débutant', intermediate: 'Intermédiaire', advanced: 'Avancé' } as const;
export type Level = keyof typeof LEVELS;

/** `frais_a_charge` of the national standard of places, v1.0.2. */
export const FEES = { free: 'Gratuit', free_under_conditions: 'Gratuit sous condition', paid: 'Payant' } as const;
export type Fee = keyof typeof FEES;

/** Where the help takes place, from `type_lieu` of La Coop's API v1. */
export const MODES = { on_site: 'Sur place', remote: 'À distance', home: 'À domicile' } as const;
export type Mode = keyof typeof MODES;

/** The days of the week, in the order of ISO 8601: Monday is 1. */
export const WEEKDAYS = {
  monday: 'lundi',
  tuesday: 'mardi',
  wednesday: 'mercredi',
  thursday: 'jeudi',
  friday: 'vendredi',
  saturday: 'samedi',
  sunday: 'dimanche',
} as const;
export type Weekday = keyof typeof WEEKDAYS;

const DAYS = Object.keys(WEEKDAYS) as readonly Weekday[];

/** The ISO 8601 number of a day of the week. */
export function weekdayNumber(day: Weekday): number {
  return DAYS.indexOf(day) + 1;
}

/** The day of the week of an ISO 8601 number; `null` outside 1 to 7. */
export function weekdayOf(number: number): Weekday | null {
  return DAYS[number - 1] ?? null;
}

/** A text without case, accents, nor punctuation, to compare words that people type. */
export function folded(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[^a-z0-9]+/g, ' ').trim();
}

/** The code whose label or own spelling is `text`, accents and case apart; `null` when there is none. */
export function codeOf<C extends string>(labels: Readonly<Record<C, string>>, text: string): C | null {
  const wanted = folded(text);
  const codes = Object.keys(labels) as C[];
  return codes.find((code) => folded(code) === wanted || folded(labels[code]) === wanted) ?? null;
}
