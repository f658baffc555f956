import type { Family, Sample } from './prometheus-text.ts';

const BOUNDS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

/** Durations, counted by size. */
export class Durations {
  readonly #counts = new Array<number>(BOUNDS_MS.length + 1).fill(0);
  #sumMs = 0;

  add(ms: number): void {
    let at = 0;
    while (at < BOUNDS_MS.length && ms > (BOUNDS_MS[at] ?? Infinity)) at += 1;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#sumMs += ms;
  }

  family(name: string, help: string): Family {
    let count = 0;
    const buckets = this.#counts.map((one, at): Sample => {
      count += one;
      const le = at < BOUNDS_MS.length ? String((BOUNDS_MS[at] ?? 0) / 1000) : '+Inf';
      return { suffix: '_bucket', labels: { le }, value: count };
    });
    const sum = { suffix: '_sum', value: this.#sumMs / 1000 };
    return { name, help, type: 'histogram', samples: [...buckets, sum, { suffix: '_count', value: count }] };
  }
}
