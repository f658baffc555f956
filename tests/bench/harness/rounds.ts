import { compareAnswers, type Compared } from './compare.ts';
import type { Named, RunningGateway } from './gateways.ts';
import { measure, medianMeasure, type Measure } from './measure.ts';
import type { BenchOperation } from './operations.ts';
import { hasEnded } from './processes.ts';
import type { BenchSettings } from './settings.ts';
import { warmedUp, type WarmUp } from './warm-up.ts';
import type { World } from './world.ts';

export interface Row {
  readonly gateway: Named;
  readonly outcome: Measure | { readonly fault: string };
  /** Of those that were measured. */
  readonly warmUp?: WarmUp;
}

/** More wrong answers than this share are no measure of the right ones. */
const WRONG_SHARE = 0.01;

/** A contender on its way through the rounds of one operation; a fault ends it. */
interface Course {
  readonly gateway: RunningGateway;
  readonly run: (seconds: number) => Promise<Measure>;
  readonly rounds: Measure[];
  warmUp?: WarmUp;
  fault?: string;
}

interface Bench {
  readonly world: World;
  readonly settings: Pick<BenchSettings, 'connections' | 'rounds' | 'seconds' | 'warmUpSeconds'>;
}

/** Compares the answers, warms everyone up, then measures them turn by turn; the medians of the rounds. */
export async function measureOperation(
  bench: Bench,
  gateways: readonly RunningGateway[],
  operation: BenchOperation,
): Promise<readonly Row[]> {
  const compared = await compareAnswers(gateways, operation);
  const courses = gateways.map((gateway) => courseOf(bench, operation, gateway, compared.get(gateway.id)));
  const { rounds, seconds, warmUpSeconds } = bench.settings;
  const limits = { roundSeconds: seconds, longestSeconds: warmUpSeconds };
  await each(courses, async (course) => {
    course.warmUp = await warmedUp(course.run, limits);
  });
  for (let round = 0; round < rounds; round += 1) {
    await each(courses, async ({ rounds: done, run }) => {
      done.push(await run(seconds));
    });
  }
  return courses.map(rowOf);
}

function courseOf(
  { world, settings: { connections } }: Bench,
  { bodies }: BenchOperation,
  gateway: RunningGateway,
  compared: Compared = { fault: 'not asked' },
): Course {
  if ('fault' in compared)
    return { gateway, rounds: [], run: () => Promise.reject(new Error(compared.fault)), ...compared };
  const asked = { gateway, bodies, lengths: compared.lengths, connections };
  return { gateway, rounds: [], run: (seconds) => measure(world, asked, seconds) };
}

/** One after the other; who ends on the way is not asked again. */
async function each(courses: readonly Course[], step: (course: Course) => Promise<void>): Promise<void> {
  for (const course of courses) {
    if (course.fault !== undefined) continue;
    await step(course);
    if (hasEnded(course.gateway.child)) course.fault = 'its process ended under load';
  }
}

function rowOf({ gateway: { id, title }, rounds, warmUp, fault }: Course): Row {
  const gateway = { id, title };
  if (fault !== undefined) return { gateway, outcome: { fault } };
  const outcome = medianMeasure(rounds);
  const { wrong, requests } = outcome;
  if (wrong > requests * WRONG_SHARE)
    return { gateway, outcome: { fault: `${wrong} of ${requests} answers under load were wrong` } };
  return { gateway, outcome, ...(warmUp === undefined ? {} : { warmUp }) };
}
