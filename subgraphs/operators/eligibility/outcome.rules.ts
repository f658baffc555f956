/** One criterion against one household. */
export type Outcome = 'MET' | 'NOT_MET' | 'UNKNOWN';

export const REASON_CODES = [
  'TECHNOLOGY',
  'BENEFITS',
  'QUOTIENT_FAMILIAL',
  'BENEFITS_OR_QUOTIENT_FAMILIAL',
  'AGE',
  'REFERRAL',
  'PERIMETER',
  'COPPER_CLOSURE',
  'FRESHNESS',
  'NO_CONDITION',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason {
  readonly code: ReasonCode;
  readonly outcome: Outcome;
  /** French sentence for the advisor. */
  readonly sentence: string;
  /** What to ask the household when the outcome is unknown, otherwise null. */
  readonly question: string | null;
}

/** Kleene's AND: one failure decides, then one unknown does. */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('NOT_MET')) return 'NOT_MET';
  return outcomes.includes('UNKNOWN') ? 'UNKNOWN' : 'MET';
}

/** Kleene's OR: one success decides, then one unknown does. */
export function anyOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('MET')) return 'MET';
  return outcomes.includes('UNKNOWN') ? 'UNKNOWN' : 'NOT_MET';
}
