import { OUTAGE_REASONS, type OutageReason } from './outcome.ts';

/** What was asked of a subgraph since the gateway started. */
export interface SubgraphCounts {
  readonly requests: number;
  readonly retries: number;
  readonly failures: Readonly<Record<OutageReason, number>>;
}

export interface Counter {
  readonly request: () => void;
  readonly retry: () => void;
  readonly failure: (reason: OutageReason) => void;
  readonly read: () => SubgraphCounts;
}

export function counter(): Counter {
  let requests = 0;
  let retries = 0;
  const failures = Object.fromEntries(OUTAGE_REASONS.map((reason) => [reason, 0])) as Record<OutageReason, number>;
  return {
    request: () => (requests += 1),
    retry: () => (retries += 1),
    failure: (reason) => (failures[reason] += 1),
    read: () => ({ requests, retries, failures: { ...failures } }),
  };
}
