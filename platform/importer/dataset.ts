import type { PoolClient } from 'pg';

/** Why one cell of one row cannot be used; `reason` is a French sentence that shows a good value. */
export interface Fault {
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** A row ready for a table: values by SQL column; arrays and plain objects (for `jsonb`) allowed. */
export interface StagedRow {
  readonly table: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What a record gives: rows (none, when it is out of scope) or the reasons why not. */
export type Parsed =
  | { readonly ok: true; readonly rows: readonly StagedRow[] }
  | {
      readonly ok: false;
      readonly faults: readonly Fault[];
      /** The rows that the record was about, as far as their keys can be read: what is published of them stays. */
      readonly about?: readonly StagedRow[];
    };

export type Cells = Readonly<Record<string, unknown>>;

export interface RecordContext {
  /** Line of the file (CSV, XLSX) or position in the list (JSON), from 1. */
  readonly line: number;
  readonly source: string;
}

/** One shape in which a dataset's file can come. */
export interface Format {
  readonly name: string;
  /** French, completes « ce fichier ressemble à … ». */
  readonly label: string;
  readonly kind: 'csv' | 'json' | 'xlsx' | 'geojson';
  /** Producer named in the provenance when the import does not name another one. */
  readonly defaultSource: string;
  /** Whether a file with these columns (CSV, XLSX) or these keys of its first object (JSON) is of this format. */
  readonly recognises: (columns: ReadonlySet<string>) => boolean;
  readonly parse: (record: Cells, context: RecordContext) => Parsed;
}

/** An imported table: what a file stages, and which live rows it replaces. */
export interface StageTable {
  readonly table: string;
  readonly key: readonly string[];
  /** SQL type by column, the key's included. */
  readonly columns: Readonly<Record<string, string>>;
  /** SQL predicate on the alias `t`: the live rows that the import replaces. All of them by default. */
  readonly scope?: (options: { readonly source: string }) => string;
}

export interface Publication {
  readonly importId: number;
  readonly asOf: string;
  readonly source: string;
}

/** What an organisation imports under one name. */
export interface Dataset {
  readonly name: string;
  /** French. */
  readonly label: string;
  readonly formats: readonly Format[];
  readonly tables: readonly StageTable[];
  /**
   * Recomputes what derives from the imported tables, in the publication's transaction and again after an undo.
   * Idempotent. Gives French remarks for the report.
   */
  readonly derive?: (transaction: PoolClient, publication: Publication) => Promise<readonly string[]>;
}
