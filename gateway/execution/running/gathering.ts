import type { AnswerError, RunInput, SubgraphFetch, SubgraphReply } from '../contract.ts';
import type { FetchStep, Program } from '../program.ts';
import { openFailures, type Failures } from './failures.ts';
import type { Path } from './places.ts';
import type { Tree } from './tree.ts';

/** The reply to a fetch that another tier has made already: it is not made again. */
export type Received = (step: FetchStep, asked: SubgraphFetch) => Promise<SubgraphReply> | undefined;

/** One run under way. */
export interface Gathering {
  readonly program: Program;
  readonly input: RunInput;
  /** The data by canonical keys: fetches add to it. */
  readonly root: Tree;
  readonly failures: Failures;
  /** Errors of subgraphs, placed once all the data is there, as places depend on types. */
  readonly unplaced: Unplaced[];
  readonly received: Received | undefined;
}

/** An error of a subgraph, where it says that it is. */
export interface Unplaced {
  readonly step: FetchStep;
  readonly error: AnswerError;
  /** The objects that an entity's answer was for; `null` for the root's. */
  readonly targets: readonly Tree[] | null;
  /** Canonical path below the target; `null` when the subgraph does not say where. */
  readonly path: Path | null;
}

export function gathering(program: Program, input: RunInput, received?: Received): Gathering {
  return { program, input, root: {}, failures: openFailures(), unplaced: [], received };
}
