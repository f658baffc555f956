import { daysBetween } from '../../../platform/calendar.ts';

/** The national end of the copper network (Orange's plan; feuille de route 2025-2027, engagement 12). */
export const NATIONAL_END_YEAR = 2030;

/** What is planned for a commune's copper, whatever the day. */
export type CopperPlan =
  | { readonly kind: 'UNKNOWN' }
  | { readonly kind: 'NOT_SCHEDULED_YET' }
  | {
      readonly kind: 'SCHEDULED';
      readonly commercialClosure: string;
      readonly technicalClosure: string;
      /** When the producer says on what day the closure was announced. */
      readonly announcedOn: string | null;
    };

export const COPPER_PHASES = [
  'UNKNOWN',
  'NOT_SCHEDULED_YET',
  'OPEN',
  'COMMERCIAL_CLOSURE_ANNOUNCED',
  'NO_NEW_LINE_SOLD',
  'CLOSED',
] as const;

export type CopperPhase = (typeof COPPER_PHASES)[number];

/** The state of a commune's copper on a day. */
export type CopperState =
  | { readonly kind: 'UNKNOWN' | 'NOT_SCHEDULED_YET' }
  | {
      readonly kind: 'OPEN' | 'COMMERCIAL_CLOSURE_ANNOUNCED' | 'NO_NEW_LINE_SOLD';
      readonly commercialClosure: string;
      readonly technicalClosure: string;
      readonly daysToCommercialClosure: number;
      readonly daysToTechnicalClosure: number;
    }
  | { readonly kind: 'CLOSED'; readonly commercialClosure: string; readonly technicalClosure: string };

/** The row of a commune, as the rules read it. */
export interface CopperDates {
  readonly commercialClosure: string | null;
  readonly technicalClosure: string | null;
  readonly commercialAnnouncedOn: string | null;
}

/**
 * What is planned for a commune. A commune without dates is « pas encore programmée », never « non concernée »: all of
 * them close by 2030. As long as no file was ever imported nothing may be said.
 */
export function copperPlan(dates: CopperDates | null, everImported: boolean): CopperPlan {
  if (!everImported) return { kind: 'UNKNOWN' };
  if (dates === null || dates.commercialClosure === null || dates.technicalClosure === null) {
    return { kind: 'NOT_SCHEDULED_YET' };
  }
  const { commercialClosure, technicalClosure, commercialAnnouncedOn: announcedOn } = dates;
  return { kind: 'SCHEDULED', commercialClosure, technicalClosure, announcedOn };
}

/**
 * The state on a day. No new line is sold from the day of the commercial closure; service stops on the day of the
 * technical closure.
 */
export function copperState(plan: CopperPlan, on: string): CopperState {
  if (plan.kind !== 'SCHEDULED') return { kind: plan.kind };
  const { commercialClosure, technicalClosure, announcedOn } = plan;
  if (on >= technicalClosure) return { kind: 'CLOSED', commercialClosure, technicalClosure };
  const dated = {
    commercialClosure,
    technicalClosure,
    daysToCommercialClosure: daysBetween(on, commercialClosure),
    daysToTechnicalClosure: daysBetween(on, technicalClosure),
  };
  if (on >= commercialClosure) return { kind: 'NO_NEW_LINE_SOLD', ...dated };
  const announced = announcedOn === null || on >= announcedOn;
  return { kind: announced ? 'COMMERCIAL_CLOSURE_ANNOUNCED' : 'OPEN', ...dated };
}

/** Whole days until a closure, `null` when it is not scheduled or already behind. */
export function daysLeft(date: string | null, on: string): number | null {
  if (date === null || on > date) return null;
  return daysBetween(on, date);
}

/** `31/01/2028`, as a French reader writes a day. */
export function frenchDate(date: string): string {
  return date.split('-').toReversed().join('/');
}

/** What to say of copper in a few French words, without its source. */
export function copperSentence(state: CopperState): string {
  switch (state.kind) {
    case 'UNKNOWN':
      return 'calendrier de fermeture inconnu (aucun fichier importé)';
    case 'NOT_SCHEDULED_YET':
      return `fermeture pas encore programmée (fin nationale prévue en ${NATIONAL_END_YEAR})`;
    case 'OPEN':
      return `en service, arrêt prévu le ${frenchDate(state.technicalClosure)}`;
    case 'COMMERCIAL_CLOSURE_ANNOUNCED':
      return `plus de nouvelle ligne à partir du ${frenchDate(state.commercialClosure)}, arrêt le ${frenchDate(state.technicalClosure)}`;
    case 'NO_NEW_LINE_SOLD':
      return `plus de nouvelle ligne depuis le ${frenchDate(state.commercialClosure)}, arrêt le ${frenchDate(state.technicalClosure)} (dans ${state.daysToTechnicalClosure} jours)`;
    case 'CLOSED':
      return `arrêté depuis le ${frenchDate(state.technicalClosure)}`;
  }
}
