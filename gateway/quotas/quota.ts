/** How many requests a kind of caller may make in a window. */
export interface Quota {
  /** As headers and messages name it. */
  readonly name: string;
  readonly requests: number;
  readonly windowMs: number;
}

/** What is left to a caller of its quota. */
export interface Allowance {
  readonly quota: Quota;
  readonly remaining: number;
  /** Until the quota is whole again. */
  readonly resetSeconds: number;
}

/**
 * The headers that tell a caller its allowance: the three fields that clients read today, and the two of the IETF draft
 * « RateLimit header fields for HTTP » that takes their place.
 */
export function allowanceHeaders({ quota, remaining, resetSeconds }: Allowance): Readonly<Record<string, string>> {
  const { name, requests, windowMs } = quota;
  return {
    'ratelimit-limit': String(requests),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
    'ratelimit-policy': `"${name}";q=${requests};w=${windowMs / 1000}`,
    ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  };
}
