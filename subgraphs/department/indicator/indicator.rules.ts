import type { PublishedCount } from '../activity/activity.rules.ts';

export type IndicatorCode =
  | 'FRAGILITY_MEAN'
  | 'FRAGILE_POPULATION_SHARE'
  | 'COMMUNES_WITHOUT_PLACE'
  | 'POPULATION_WITHOUT_PLACE_SHARE'
  | 'WORKSHOP_SESSIONS_30_DAYS'
  | 'PEOPLE_ACCOMPANIED_12_MONTHS';

/** What a reader must know to use an indicator rightly. */
export interface Definition {
  readonly code: IndicatorCode;
  readonly label: string;
  readonly unit: 'SCORE_OF_25' | 'PERCENT' | 'COMMUNES' | 'SESSIONS' | 'PEOPLE';
  readonly method: string;
  readonly source: string;
}

/** Lot-et-Garonne's own total, published by the roadmap. */
const DEPARTMENT_FRAGILITY = 15;

const FRAGILITY_SOURCE = 'Indice de rupture face au numérique (Compas), feuille de route départementale.';
const PLACES_SOURCE = 'Lieux de médiation numérique du hub ; population municipale de l’INSEE.';

export const DEFINITIONS: Readonly<Record<IndicatorCode, Definition>> = {
  FRAGILITY_MEAN: {
    code: 'FRAGILITY_MEAN',
    label: 'Indice de rupture moyen',
    unit: 'SCORE_OF_25',
    method:
      'Moyenne des indices des communes, pondérée par leur population ; les communes sans indice en sont exclues.',
    source: FRAGILITY_SOURCE,
  },
  FRAGILE_POPULATION_SHARE: {
    code: 'FRAGILE_POPULATION_SHARE',
    label: 'Habitants d’une commune plus fragile que le département',
    unit: 'PERCENT',
    method: `Part des habitants qui vivent dans une commune dont l’indice dépasse ${DEPARTMENT_FRAGILITY} sur 25, celui du département ; les communes sans indice en sont exclues.`,
    source: FRAGILITY_SOURCE,
  },
  COMMUNES_WITHOUT_PLACE: {
    code: 'COMMUNES_WITHOUT_PLACE',
    label: 'Communes sans lieu de médiation',
    unit: 'COMMUNES',
    method: 'Nombre de communes de l’EPCI, en Lot-et-Garonne, où le hub ne connaît aucun lieu.',
    source: PLACES_SOURCE,
  },
  POPULATION_WITHOUT_PLACE_SHARE: {
    code: 'POPULATION_WITHOUT_PLACE_SHARE',
    label: 'Habitants d’une commune sans lieu de médiation',
    unit: 'PERCENT',
    method: 'Part des habitants qui vivent dans une commune où le hub ne connaît aucun lieu.',
    source: PLACES_SOURCE,
  },
  WORKSHOP_SESSIONS_30_DAYS: {
    code: 'WORKSHOP_SESSIONS_30_DAYS',
    label: 'Séances d’atelier des 30 prochains jours',
    unit: 'SESSIONS',
    method: 'Nombre de séances d’ateliers datées qui commencent dans les 30 jours, dans une commune de l’EPCI.',
    source: 'Programmes d’accompagnement publiés dans le hub.',
  },
  PEOPLE_ACCOMPANIED_12_MONTHS: {
    code: 'PEOPLE_ACCOMPANIED_12_MONTHS',
    label: 'Personnes accompagnées sur douze mois',
    unit: 'PEOPLE',
    method:
      'Somme des personnes accompagnées, mois en cours compris, la même pouvant compter plusieurs fois ; les chiffres de moins de 5 personnes ne sont pas comptés.',
    source: 'La Coop de la médiation numérique.',
  },
};

/** What is known of a commune of an EPCI. */
export interface CommuneFacts {
  readonly population: number | null;
  /** Total of 25; `null` when it cannot be computed or is not imported. */
  readonly fragility: number | null;
  readonly places: number;
}

export interface EpciFacts {
  readonly communes: readonly CommuneFacts[];
  readonly sessions: number;
  readonly activity: PublishedCount;
}

/** The value of an indicator; the French note says what is missing from it. */
export interface Indicator {
  readonly definition: Definition;
  readonly value: number | null;
  readonly note: string | null;
}

/** Every indicator of an EPCI that the department answers alone, in the order of the definitions. */
export function indicatorsOf({ communes, sessions, activity }: EpciFacts): readonly Indicator[] {
  const scored = communes.filter(({ fragility }) => fragility !== null);
  const unscored = communes.length - scored.length;
  const scoreNote = unscored === 0 ? null : `${unscored} commune(s) sans indice, non comptée(s).`;
  const withoutPlace = communes.filter(({ places }) => places === 0);
  const fragile = scored.filter(({ fragility }) => (fragility ?? 0) > DEPARTMENT_FRAGILITY);
  return [
    { definition: DEFINITIONS.FRAGILITY_MEAN, value: weightedMean(scored), note: scoreNote },
    { definition: DEFINITIONS.FRAGILE_POPULATION_SHARE, value: share(fragile, scored), note: scoreNote },
    { definition: DEFINITIONS.COMMUNES_WITHOUT_PLACE, value: withoutPlace.length, note: null },
    { definition: DEFINITIONS.POPULATION_WITHOUT_PLACE_SHARE, value: share(withoutPlace, communes), note: null },
    { definition: DEFINITIONS.WORKSHOP_SESSIONS_30_DAYS, value: sessions, note: null },
    { definition: DEFINITIONS.PEOPLE_ACCOMPANIED_12_MONTHS, value: activity.people, note: activity.explanation },
  ];
}

function populationOf(communes: readonly CommuneFacts[]): number {
  return communes.reduce((sum, { population }) => sum + (population ?? 0), 0);
}

function share(part: readonly CommuneFacts[], whole: readonly CommuneFacts[]): number | null {
  const population = populationOf(whole);
  return population === 0 ? null : rounded((100 * populationOf(part)) / population);
}

function weightedMean(communes: readonly CommuneFacts[]): number | null {
  const population = populationOf(communes);
  const sum = communes.reduce((total, { population, fragility }) => total + (population ?? 0) * (fragility ?? 0), 0);
  return population === 0 ? null : rounded(sum / population);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
