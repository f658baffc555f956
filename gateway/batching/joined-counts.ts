import type { Course } from '../execution/contract.ts';

/** The requests to one subgraph for several fetches of root fields, by how they went, and of how many fetches. */
export interface JoinedOfSubgraph {
  readonly requests: Readonly<Record<Course, number>>;
  readonly fetches: number;
}

/** What was joined, counted by subgraph. */
export class JoinedCounts {
  readonly #of = new Map<string, { readonly requests: Record<Course, number>; fetches: number }>();

  readonly read = (subgraph: string): JoinedOfSubgraph => {
    const { requests, fetches } = this.#counts(subgraph);
    return { requests: { ...requests }, fetches };
  };

  add(subgraph: string, fetches: number, course: Course): void {
    const counts = this.#counts(subgraph);
    counts.requests[course] += 1;
    counts.fetches += fetches;
  }

  #counts(subgraph: string) {
    let counts = this.#of.get(subgraph);
    if (counts === undefined) this.#of.set(subgraph, (counts = { requests: { together: 0, apart: 0 }, fetches: 0 }));
    return counts;
  }
}
