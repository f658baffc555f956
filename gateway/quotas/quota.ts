/** How many requests a kind of caller may make in a window. */
export class Quota {
  /** As headers and messages name it. */
  readonly name: string;
  readonly requests: number;
  readonly windowMs: number;
  /** As the IETF draft has it said. */
  readonly policy: string;

  constructor(name: string, requests: number, windowMs: number) {
    this.name = name;
    this.requests = requests;
    this.windowMs = windowMs;
    this.policy = `"${name}";q=${requests};w=${windowMs / 1000}`;
  }
}

/**
 * What is left to a caller of its quota. Headers tell it: the three fields that clients read today, and the two of the IETF
 * draft « RateLimit header fields for HTTP » that takes their place.
 */
export class Allowance {
  readonly quota: Quota;
  readonly remaining: number;
  /** Until the quota is whole again. */
  readonly resetSeconds: number;

  constructor(quota: Quota, remaining: number, resetSeconds: number) {
    this.quota = quota;
    this.remaining = remaining;
    this.resetSeconds = resetSeconds;
  }

  get headers(): Readonly<Record<string, string>> {
    const { quota, remaining, resetSeconds } = this;
    return {
      'ratelimit-limit': String(quota.requests),
      'ratelimit-remaining': String(remaining),
      'ratelimit-reset': String(resetSeconds),
      'ratelimit-policy': quota.policy,
      ratelimit: `"${quota.name}";r=${remaining};t=${resetSeconds}`,
    };
  }
}
