import { performance } from 'node:perf_hooks';
import type { Course } from './contract.ts';

/** Those alike are served alone for so long. */
const APART_MS = 10_000;
/** Faults that count together before they are; each time that goes well makes those before count less. */
const FAULTS = 3;
const REMEMBERED = 7 / 8;

/**
 * Whether those alike are still served as one: not for a while once that went wrong three times in a row, or about one time
 * in four. One fault, which any client may be able to bring about, does not cost all others what they gain.
 */
export class Trust {
  #faults = 0;
  #apartUntil = -Infinity;

  get isLost(): boolean {
    return performance.now() < this.#apartUntil;
  }

  went(course: Course): void {
    this.#faults = course === 'apart' ? this.#faults + 1 : this.#faults * REMEMBERED;
    if (this.#faults < FAULTS) return;
    this.#apartUntil = performance.now() + APART_MS;
    // The first fault after that is enough.
    this.#faults = FAULTS - 1;
  }
}
