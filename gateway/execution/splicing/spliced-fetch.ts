import type { FetchStep } from '../program.ts';

/** Why a program is left to the general executor. */
export class Unspliceable extends Error {}

/** One fetch, and where what it gives goes. */
export interface SplicedFetch {
  readonly step: FetchStep;
  /** Canonical keys that lead to its objects, lists left out. */
  readonly path: string;
  /** The fetch in whose answer its representations are found; `null` for one of root fields. */
  readonly parent: SplicedFetch | null;
  /** Fetches whose representations are in its answer, by path. */
  readonly children: SplicedFetch[];
  /** What represents its objects is needed again, to represent them for one of its children. */
  isKept: boolean;
}
