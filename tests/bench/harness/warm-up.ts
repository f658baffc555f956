import type { Measure } from './measure.ts';

/** How a contender was warmed up: for how long, and by how much its last runs still differed (0.05 is 5 %). */
export interface WarmUp {
  readonly seconds: number;
  readonly spread: number;
}

/** Compilers at run time go on for some seconds; one run like the one before may be chance. */
export const STEADY = { runs: 3, spread: 0.05, longestRunSeconds: 2 } as const;

export interface WarmUpLimits {
  /** As long as a round, when rounds are short. */
  readonly roundSeconds: number;
  readonly longestSeconds: number;
}

/** Runs until the processor time of a request is steady, or for as long as is allowed: the same rule for every contender. */
export async function warmedUp(
  run: (seconds: number) => Promise<Pick<Measure, 'gatewayCpuMs' | 'seconds'>>,
  { roundSeconds, longestSeconds }: WarmUpLimits,
): Promise<WarmUp> {
  const runSeconds = Math.min(roundSeconds, STEADY.longestRunSeconds);
  const costs: number[] = [];
  let spent = 0;
  while (!isSteady(spreadOf(costs)) && spent < longestSeconds) {
    const { gatewayCpuMs, seconds } = await run(runSeconds);
    costs.push(gatewayCpuMs);
    spent += seconds;
  }
  return { seconds: spent, spread: spreadOf(costs) };
}

/** Whether what is measured next is no longer changing by itself. */
export function isSteady(spread: number): boolean {
  return spread < STEADY.spread;
}

/** By how much the last runs differ, of the least of them; too few runs differ beyond measure. */
function spreadOf(costs: readonly number[]): number {
  if (costs.length < STEADY.runs) return Number.POSITIVE_INFINITY;
  const last = costs.slice(-STEADY.runs);
  const least = Math.min(...last);
  return least > 0 ? Math.max(...last) / least - 1 : 0;
}
