/** Deadlines that no machine misses, however busy: a test that is about a deadline gives its own. */
export const UNHURRIED_MS = 60_000;

/** The deadlines of a gateway that is not hurried. */
export const UNHURRIED = {
  defaultTimeoutMs: UNHURRIED_MS,
  requestTimeoutMs: 2 * UNHURRIED_MS,
  planningDeadlineMs: UNHURRIED_MS,
} as const;
