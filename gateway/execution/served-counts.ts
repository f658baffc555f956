import type { Course } from './contract.ts';
import type { Tier } from './splicing/spliced-run.ts';

/** Cohorts of more than one. */
export interface CohortCounts {
  readonly cohorts: Readonly<Record<Course, number>>;
  readonly requests: number;
}

/** How requests were served, counted. */
export class ServedCounts {
  readonly #tiers: Record<Tier, number> = { spliced: 0, 'handed-over': 0, general: 0 };
  readonly #cohorts: Record<Course, number> = { together: 0, apart: 0 };
  #requests = 0;

  readonly served = (tier: Tier): void => {
    this.#tiers[tier] += 1;
  };

  readonly servedTogether = (requests: number, course: Course): void => {
    this.#cohorts[course] += 1;
    this.#requests += requests;
  };

  readonly tiers = (): Readonly<Record<Tier, number>> => ({ ...this.#tiers });

  readonly cohorts = (): CohortCounts => ({ cohorts: { ...this.#cohorts }, requests: this.#requests });
}
