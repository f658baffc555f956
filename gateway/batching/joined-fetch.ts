import type { SubgraphFetch } from '../execution/contract.ts';

/** Several fetches of one step as one. */
export interface JoinedFetch {
  readonly body: string;
  /** The answer of each, in their order; `null` when the answer to all is not exactly of the expected form. */
  readonly answers: (body: Buffer) => readonly Buffer[] | null;
}

/** How the fetches of one step are asked as one. */
export interface Joining {
  /** Fetches for which it is the same may be joined; `null` for one that may not. */
  readonly likeness: (asked: SubgraphFetch) => string | null;
  /** How many of those that wait, at most, are asked as one. */
  readonly size: (waiting: number) => number;
  readonly joined: (fetches: readonly SubgraphFetch[]) => JoinedFetch;
}

/** An answer's text, whose characters are bytes, without the line end that some servers add. */
export function answerLatin1(body: Buffer): string {
  const end = body.at(-1) === 10 ? body.length - 1 : body.length;
  return body.toString('latin1', 0, end);
}
