import type { Run, RunInput, RunResult } from '../contract.ts';
import { late } from '../late.ts';
import type { Program } from '../program.ts';
import type { Received } from '../running/gathering.ts';
import { preparedFetch } from '../running/prepared-fetch.ts';
import type { GeneralRun } from '../running/run.ts';
import { Cohorts, type ServingTogether } from './cohorts.ts';
import { fetchSteps } from './ordered-steps.ts';
import { scannersOf } from './scanners.ts';

/** How a request was served. */
export type Tier = 'spliced' | 'handed-over' | 'general';

export interface Serving extends ServingTogether {
  /** Told how each request was served. */
  readonly served: (tier: Tier) => void;
}

/**
 * Serves a program by cutting the answers and joining the pieces, as long as each answer is exactly of the expected form;
 * else the general executor goes on from the answers already received, and what is under way. `null` for a program that
 * is none to be served so. The first request asks the subgraphs before their answers' scanners are made, and is answered
 * by the general executor where there can be none.
 */
export function splicedRun(program: Program, general: GeneralRun, serving: Serving): Run | null {
  if (program.forbids || program.step === null) return null;
  const { step } = program;
  const { served } = serving;
  const fetches = new Map(fetchSteps(step).map((each) => [each.id, preparedFetch(each)]));
  const scanners = late(() => scannersOf(program));
  const cohorts = new Cohorts({ step, fetches, scanners }, serving);
  let isSpliceable = true;
  const handedOver = async (input: RunInput, received: Received): Promise<RunResult> => {
    isSpliceable = scanners.get() !== null;
    served(isSpliceable ? 'handed-over' : 'general');
    return general(input, received);
  };
  return (input: RunInput): Promise<RunResult> => {
    if (!isSpliceable) {
      served('general');
      return general(input);
    }
    return new Promise((resolve, reject) => {
      cohorts.add({
        input,
        spliced: (latin1) => {
          served('spliced');
          resolve({ data: { kind: 'bytes', latin1 }, errors: [] });
        },
        handedOver: (received) => {
          resolve(handedOver(input, received));
        },
        failed: reject,
      });
    });
  };
}
