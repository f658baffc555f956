/** Who is told what a promise would give, at the price of no promise: once, and never while it begins to wait. */
export interface Awaiting<T> {
  readonly resolved: (value: T) => void;
  readonly rejected: (error: unknown) => void;
}

/** For whoever wants a promise. */
export function promised<T>(wait: (awaiting: Awaiting<T>) => void): Promise<T> {
  return new Promise((resolved, rejected) => {
    wait({ resolved, rejected });
  });
}
