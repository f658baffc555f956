import type { Fault } from './dataset.ts';

/** A cell that could not be used, with where it stands. */
export interface Rejection extends Fault {
  readonly file: string;
  readonly line: number;
}

export type ImportOutcome =
  /** Readers see the new data. */
  | 'published'
  /** The data was already all there: nothing was written. */
  | 'unchanged'
  /** Asked with `--dry-run`: nothing was written. */
  | 'dry-run'
  /** Too many rows were rejected: nothing was written. */
  | 'refused';

/** What came of an import. */
export interface ImportReport {
  readonly outcome: ImportOutcome;
  /** Number in the journal, which `undo` takes; `null` when nothing was published. */
  readonly importId: number | null;
  readonly dataset: string;
  readonly formats: readonly string[];
  readonly source: string;
  readonly asOf: string;
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
  /** Rows rejected, each counted once whatever its faults. */
  readonly rejected: number;
  /** The first rejections (at most 1,000); all of them go to `onRejection`. */
  readonly rejections: readonly Rejection[];
  readonly remarks: readonly string[];
  readonly durationMs: number;
}

const KEPT_REJECTIONS = 1_000;

/** Counts rejected rows, keeps the first ones and passes all of them on. */
export class Rejections {
  readonly kept: Rejection[] = [];
  rows = 0;
  readonly #hear: (rejection: Rejection) => void;

  constructor(hear: (rejection: Rejection) => void = () => undefined) {
    this.#hear = hear;
  }

  add(where: { file: string; line: number }, faults: readonly Fault[]): void {
    this.rows += 1;
    for (const fault of faults) {
      const rejection = { ...fault, ...where };
      if (this.kept.length < KEPT_REJECTIONS) this.kept.push(rejection);
      this.#hear(rejection);
    }
  }
}
