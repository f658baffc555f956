/** Several fetches of one step as one. */
export interface JoinedFetch {
  readonly body: string;
  /** The answer of each, in their order; `null` when the answer to all is not exactly of the expected form. */
  readonly answers: (body: Buffer) => readonly Buffer[] | null;
}

/** An answer's text, whose characters are bytes, without the line end that some servers add. */
export function answerLatin1(body: Buffer): string {
  const end = body.at(-1) === 10 ? body.length - 1 : body.length;
  return body.toString('latin1', 0, end);
}
