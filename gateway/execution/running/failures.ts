import type { AnswerError } from '../contract.ts';
import type { Tree } from './tree.ts';

/** Why an object lacks what a fetch was to give it. */
export interface Failure {
  readonly error: AnswerError;
  /** What it was to give. */
  readonly keys: ReadonlySet<string>;
  /** The answer has the error at its own place: the fields left null say nothing more. */
  readonly isTold: boolean;
}

/** The failures of one run, by the object that they leave incomplete. */
export interface Failures {
  readonly add: (object: Tree, failure: Failure) => void;
  /** Why a key is missing: the failure of the fetch that asked it, else any other of the object (a hop to it). */
  readonly of: (object: Tree, key: string) => Failure | undefined;
  /** What could not be asked because of what another object lacks. */
  readonly inherit: (object: Tree, from: Tree, keys: ReadonlySet<string>) => void;
  readonly isEmpty: () => boolean;
}

export function openFailures(): Failures {
  const failures = new Map<Tree, Failure[]>();
  const add = (object: Tree, failure: Failure): void => {
    const known = failures.get(object);
    if (known === undefined) failures.set(object, [failure]);
    else known.push(failure);
  };
  return {
    add,
    of: (object, key) => {
      const known = failures.get(object);
      return known?.find(({ keys }) => keys.has(key)) ?? known?.[0];
    },
    inherit: (object, from, keys) => {
      const [cause] = failures.get(from) ?? [];
      if (cause !== undefined) add(object, { ...cause, keys });
    },
    isEmpty: () => failures.size === 0,
  };
}
