import { frenchDate, type CopperState } from '../copper-closure/copper-closure.rules.ts';
import type { FibreStatus } from '../fibre/fibre.rules.ts';
import type { Technology } from '../fibre/technology.rules.ts';
import { adviceReason, type AdviceReason, type AdviceReasonCode } from './advice-reasons.rules.ts';
import { NEEDED_MBPS, PRIVATE_CONNECTION_AID, URGENT_DAYS, type ConnectionNeed } from './advice-settings.rules.ts';

export const SOLUTIONS = [
  'FIBRE',
  'FIBRE_ON_DEMAND',
  'WAIT_FOR_FIBRE',
  'KEEP_COPPER',
  'CABLE',
  'FIXED_5G',
  'FIXED_4G',
  'RADIO',
  'SATELLITE',
  'CALL_ADVICE_SERVICE',
] as const;

export type Solution = (typeof SOLUTIONS)[number];

export const URGENCIES = ['UNKNOWN', 'NONE', 'LOW', 'MEDIUM', 'HIGH', 'IMMEDIATE'] as const;

export type Urgency = (typeof URGENCIES)[number];

/** A technology that can be had, and the download speed that is declared; `null` when it is not known. */
export interface AvailableTechnology {
  readonly technology: Technology;
  readonly downstreamMbps: { readonly from: number; readonly to: number | null } | null;
}

/** All that the advice depends on. */
export interface AdviceFacts {
  readonly fibre: FibreStatus;
  readonly technologies: readonly AvailableTechnology[];
  readonly copper: CopperState;
  readonly needs: readonly ConnectionNeed[];
  readonly today: string;
}

export interface RecommendedSolution {
  readonly solution: Solution;
  readonly reasons: readonly AdviceReason[];
}

export interface Advice {
  readonly urgency: Urgency;
  /** Best first; never empty. */
  readonly solutions: readonly RecommendedSolution[];
  /** What holds whatever the solution. */
  readonly warnings: readonly AdviceReason[];
}

type Fit = 'MET' | 'TO_CHECK' | 'NOT_MET';

interface Candidate extends RecommendedSolution {
  readonly rank: number;
}

/** The advice for a household: what to choose, in which order and why; documented in docs/regles-de-conseil.md. */
export function connectionAdvice(facts: AdviceFacts): Advice {
  const found = [...fibreCandidates(facts), ...copperCandidates(facts), ...otherCandidates(facts)];
  const usable = found.length > 0 ? found : [candidate('CALL_ADVICE_SERVICE', 90, 'NO_SOLUTION_KNOWN')];
  const solutions = usable
    .toSorted((a, b) => a.rank - b.rank || SOLUTIONS.indexOf(a.solution) - SOLUTIONS.indexOf(b.solution))
    .map(({ solution, reasons }) => ({ solution, reasons }));
  return { urgency: urgencyOf(facts.copper), solutions, warnings: warnings(facts) };
}

/** How pressing it is to leave copper. */
export function urgencyOf(copper: CopperState): Urgency {
  switch (copper.kind) {
    case 'UNKNOWN':
      return 'UNKNOWN';
    case 'NOT_SCHEDULED_YET':
      return 'NONE';
    case 'CLOSED':
      return 'IMMEDIATE';
    case 'NO_NEW_LINE_SOLD':
    case 'OPEN':
    case 'COMMERCIAL_CLOSURE_ANNOUNCED':
      if (copper.daysToTechnicalClosure <= URGENT_DAYS.technicalHigh) return 'HIGH';
      return copper.daysToCommercialClosure <= URGENT_DAYS.commercialMedium ? 'MEDIUM' : 'LOW';
  }
}

function fibreCandidates({ fibre }: AdviceFacts): readonly Candidate[] {
  switch (fibre) {
    case 'CONNECTABLE_NOW':
      return [candidate('FIBRE', 0, 'FIBRE_CONNECTABLE_NOW')];
    case 'ON_DEMAND':
      return [candidate('FIBRE_ON_DEMAND', 0, 'FIBRE_ON_DEMAND')];
    case 'UNDER_WAY':
      return [candidate('WAIT_FOR_FIBRE', 1, 'FIBRE_UNDER_WAY')];
    case 'PLANNED':
      return [candidate('WAIT_FOR_FIBRE', 50, 'FIBRE_PLANNED')];
    case 'REFUSED_OR_ABANDONED':
      return [candidate('CALL_ADVICE_SERVICE', 1, 'FIBRE_REFUSED_OR_ABANDONED')];
    case 'UNKNOWN':
      return [candidate('CALL_ADVICE_SERVICE', 80, 'FIBRE_UNKNOWN')];
  }
}

/** Copper is no advice where fibre can be ordered, where it has stopped, or where it is too slow. */
function copperCandidates({ fibre, copper, technologies, needs }: AdviceFacts): readonly Candidate[] {
  const line = technologies.find(({ technology }) => technology === 'COPPER');
  if (line === undefined || copper.kind === 'CLOSED' || fibre === 'CONNECTABLE_NOW') return [];
  const fit = fitOf(line, needs);
  if (fit === 'NOT_MET') return [];
  const reasons = [keepReason(copper), ...fitReasons(fit)].map((code) => adviceReason(code));
  const pressing = copper.kind === 'NO_NEW_LINE_SOLD' || urgencyOf(copper) === 'HIGH';
  return [{ solution: 'KEEP_COPPER', rank: pressing ? 45 : 5 + rankOfFit(fit), reasons }];
}

function keepReason(copper: Exclude<CopperState, { kind: 'CLOSED' }>): AdviceReasonCode {
  switch (copper.kind) {
    case 'UNKNOWN':
      return 'COPPER_CALENDAR_UNKNOWN';
    case 'NOT_SCHEDULED_YET':
      return 'COPPER_NOT_SCHEDULED_YET';
    case 'NO_NEW_LINE_SOLD':
      return 'COPPER_EXISTING_LINE_ONLY';
    case 'OPEN':
    case 'COMMERCIAL_CLOSURE_ANNOUNCED':
      return 'COPPER_UNTIL_CLOSURE';
  }
}

const OTHER: readonly { readonly technology: Technology & Solution; readonly reason: AdviceReasonCode }[] = [
  { technology: 'CABLE', reason: 'CABLE_AVAILABLE' },
  { technology: 'FIXED_5G', reason: 'FIXED_5G_AVAILABLE' },
  { technology: 'FIXED_4G', reason: 'FIXED_4G_AVAILABLE' },
  { technology: 'RADIO', reason: 'RADIO_AVAILABLE' },
  { technology: 'SATELLITE', reason: 'SATELLITE_AVAILABLE' },
];

/** Other technologies, those that meet the need first; with fibre at hand they come after it. */
function otherCandidates({ technologies, needs }: AdviceFacts): readonly Candidate[] {
  return OTHER.flatMap(({ technology, reason }) => {
    const offer = technologies.find((available) => available.technology === technology);
    if (offer === undefined) return [];
    const fit = fitOf(offer, needs);
    return [candidate(technology, 10 + rankOfFit(fit), reason, ...fitReasons(fit))];
  });
}

/** Speed classes are ranges: a need inside the range can neither be promised nor refused. */
function fitOf({ downstreamMbps }: AvailableTechnology, needs: readonly ConnectionNeed[]): Fit {
  const needed = Math.max(0, ...needs.map((need) => NEEDED_MBPS[need]));
  if (needed === 0) return 'MET';
  if (downstreamMbps === null) return 'TO_CHECK';
  if (downstreamMbps.from >= needed) return 'MET';
  return downstreamMbps.to !== null && downstreamMbps.to <= needed ? 'NOT_MET' : 'TO_CHECK';
}

function rankOfFit(fit: Fit): number {
  return { MET: 0, TO_CHECK: 10, NOT_MET: 20 }[fit];
}

function fitReasons(fit: Fit): readonly AdviceReasonCode[] {
  if (fit === 'MET') return [];
  return fit === 'TO_CHECK' ? ['SPEED_TO_CHECK'] : ['SPEED_BELOW_NEED'];
}

function warnings({ copper, needs, today, fibre }: AdviceFacts): readonly AdviceReason[] {
  const codes: AdviceReason[] = [];
  if (copper.kind === 'CLOSED') codes.push(adviceReason('COPPER_CLOSED'));
  if (needs.includes('ALARM_OR_TELEASSISTANCE')) codes.push(adviceReason('CHECK_ALARM_EQUIPMENT'));
  if (fibre !== 'REFUSED_OR_ABANDONED' && aidApplies(copper, today)) codes.push(aidReason());
  return codes;
}

/** The aid is named only where the technical closure comes by its limit and while it can be applied for. */
export function aidApplies(copper: CopperState, today: string): boolean {
  const { from, applyBefore, technicalClosureBy } = PRIVATE_CONNECTION_AID;
  return (
    'technicalClosure' in copper &&
    copper.technicalClosure <= technicalClosureBy &&
    today >= from &&
    today < applyBefore
  );
}

function aidReason(): AdviceReason {
  const { amountsEuros, applyBefore, decree, source } = PRIVATE_CONNECTION_AID;
  const amounts = amountsEuros.map((amount) => amount.toLocaleString('fr-FR')).join(', ');
  const sentence = `Une aide au raccordement privatif (décret ${decree} ; ${amounts} €) peut exister, à demander avant le ${frenchDate(applyBefore)} (${source}).`;
  return { code: 'PRIVATE_CONNECTION_AID', sentence };
}

function candidate(solution: Solution, rank: number, ...codes: readonly AdviceReasonCode[]): Candidate {
  return { solution, rank, reasons: codes.map((code) => adviceReason(code)) };
}
