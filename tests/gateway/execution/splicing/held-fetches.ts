import { setImmediate as turn } from 'node:timers/promises';
import type { SubgraphFetch, SubgraphReply } from '../../../../gateway/execution/contract.ts';
import { LifeSignal } from '../../../../gateway/transport/deadline.ts';
import { isRoot, OUT_OF_REACH, type Happening } from './crowd.ts';

/** Of one request, by the variable that it has of its own. */
export const isRootOf = (asked: SubgraphFetch, id: string): boolean =>
  isRoot(asked) && asked.body.includes(`{"id":"${id}"}`);
/** Asked for several requests. */
export const isCommon = ({ planned }: SubgraphFetch): boolean => (planned?.representations?.length ?? 0) > 1;

/** Fetches that are answered when a test says so, or fail when nobody waits for them. */
export function held(which: (asked: SubgraphFetch) => boolean) {
  const fetches: SubgraphFetch[] = [];
  const answers: (() => void)[] = [];
  const happens: Happening = (asked, answer) => {
    if (!which(asked)) return undefined;
    fetches.push(asked);
    return new Promise<SubgraphReply>((resolve) => {
      answers.push(() => resolve(answer()));
      if (asked.signal instanceof LifeSignal) asked.signal.add({ stop: () => resolve(OUT_OF_REACH) });
      if (asked.signal.aborted) resolve(OUT_OF_REACH);
    });
  };
  return {
    happens,
    fetches,
    release: () => {
      for (const answer of answers) answer();
    },
  };
}

/** Lets everything happen that waits for nothing. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 50; turns += 1) await turn();
}
