import type { IncomingHttpHeaders } from 'node:http';

/** The header in which a subgraph tells the number of its last publication. */
export const PUBLICATION_HEADER = 'hub-publication';

/** The number in an answer's headers; `undefined` when there is none that can be read. */
export function publicationOf(headers: IncomingHttpHeaders): number | undefined {
  const text = headers[PUBLICATION_HEADER];
  if (typeof text !== 'string' || !/^\d{1,16}$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}
