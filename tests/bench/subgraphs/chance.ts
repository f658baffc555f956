/** A generator of numbers in [0, 1) that gives the same series at each start: the benchmark's data never change. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The element at an index that turns round the list. */
export function turning<T>(list: readonly T[], index: number): T {
  const element = list[index % list.length];
  if (element === undefined) throw new Error('An empty list has no element to give.');
  return element;
}
