/** What is kept of an answer: JSON, the bytes of its UTF-8 one by character. */
export interface Kept {
  readonly latin1: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Of which subgraph, as it was at which publication. */
export interface Edition {
  readonly subgraph: string;
  readonly publication: number;
}

/** Where answers are kept; one that is past its time may still be given. */
export interface KeptStore {
  readonly read: (of: Edition, keys: readonly string[]) => Promise<readonly (Kept | undefined)[]>;
  readonly write: (of: Edition, entries: ReadonlyMap<string, Kept>) => void;
  /** Nothing of a subgraph that was kept before is of use any more. */
  readonly drop: (subgraph: string) => void;
  readonly size: () => { readonly entries: number; readonly bytes: number };
  readonly close: () => void;
}
