import { setImmediate as turn } from 'node:timers/promises';

/** Something made once, the first time that it is needed. */
export interface Late<T> {
  /** Throws what making it throws, each time. */
  readonly get: () => T;
  /** Waits for the work, and makes it meanwhile: once the work has sent what it has to send first. */
  readonly during: (work: Promise<void>) => Promise<void>;
}

export function late<T>(make: () => T): Late<T> {
  let made: { readonly value: T } | undefined;
  const get = (): T => (made ??= { value: make() }).value;
  const makeSoon = async (): Promise<void> => {
    await turn();
    get();
  };
  return {
    get,
    during: async (work) => {
      if (made === undefined) await Promise.all([work, makeSoon()]);
      else await work;
    },
  };
}
