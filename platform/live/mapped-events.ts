/**
 * Events made of others: `undefined` is left out. When the reader leaves, the others end at once, also while one is
 * awaited: a generator would end only with the next one.
 */
export function mappedEvents<S, T>(
  source: AsyncIterableIterator<S>,
  eventOf: (given: S) => Promise<T | undefined>,
): AsyncIterableIterator<T> {
  const end = async (): Promise<IteratorResult<T>> => {
    await source.return?.();
    return { done: true, value: undefined };
  };
  const events: AsyncIterableIterator<T> = {
    next: async () => {
      for (;;) {
        const given = await source.next();
        if (given.done === true) return { done: true, value: undefined };
        const event = await eventOf(given.value);
        if (event !== undefined) return { done: false, value: event };
      }
    },
    return: end,
    [Symbol.asyncIterator]: () => events,
  };
  return events;
}
