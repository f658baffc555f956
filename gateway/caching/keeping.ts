import type { SubgraphReply } from '../execution/contract.ts';

/** How long an answer may be kept: the minimum over all that took part in it. */
export interface Keeping {
  readonly note: (reply: SubgraphReply) => void;
  /** In seconds; 0 when some part may not be kept, or when nothing took part that says how long. */
  readonly maxAge: () => number;
}

export function openKeeping(): Keeping {
  let least = Infinity;
  return {
    note: (reply) => {
      const maxAge = reply.kind === 'answered' ? (reply.maxAge ?? 0) : 0;
      if (maxAge < least) least = maxAge;
    },
    maxAge: () => (least === Infinity ? 0 : least),
  };
}
