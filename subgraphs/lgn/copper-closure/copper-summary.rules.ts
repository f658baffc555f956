import type { CopperPhase, CopperState } from './copper-closure.rules.ts';

/** A set of communes, counted by what their copper is on a day. */
export interface CopperSummary {
  readonly communes: number;
  readonly byPhase: Readonly<Record<CopperPhase, number>>;
  readonly nextCommercialClosure: string | null;
  readonly nextTechnicalClosure: string | null;
}

/** Counts communes by phase and finds the next closures to come. */
export function copperSummary(states: readonly CopperState[]): CopperSummary {
  const count = (phase: CopperPhase) => states.filter(({ kind }) => kind === phase).length;
  const coming = states.flatMap((state) => ('daysToCommercialClosure' in state ? [state] : []));
  const sold = coming.filter(({ kind }) => kind !== 'NO_NEW_LINE_SOLD');
  return {
    communes: states.length,
    byPhase: {
      UNKNOWN: count('UNKNOWN'),
      NOT_SCHEDULED_YET: count('NOT_SCHEDULED_YET'),
      OPEN: count('OPEN'),
      COMMERCIAL_CLOSURE_ANNOUNCED: count('COMMERCIAL_CLOSURE_ANNOUNCED'),
      NO_NEW_LINE_SOLD: count('NO_NEW_LINE_SOLD'),
      CLOSED: count('CLOSED'),
    },
    nextCommercialClosure: earliest(sold.map(({ commercialClosure }) => commercialClosure)),
    nextTechnicalClosure: earliest(coming.map(({ technicalClosure }) => technicalClosure)),
  };
}

function earliest(dates: readonly string[]): string | null {
  return dates.toSorted()[0] ?? null;
}
