import type { Headers } from '../../platform/actor.ts';
import { namedDocument, type TextOf } from '../documents/named-document.ts';
import type { Asked } from '../execution/release.ts';
import { isRecord } from '../json-text.ts';
import { areTooNested } from '../limits/nested-values.ts';

/** What a client asks, read from the body of its request. */
export interface Question extends Asked {
  readonly variables: Readonly<Record<string, unknown>>;
  /** The variables as JSON: the same text is the same variables. */
  readonly text: string;
}

const PLAIN_ACCEPTS = new Set(['*/*', 'application/json']);
const PLAIN_KEYS = new Set(['query', 'variables', 'operationName', 'documentId', 'extensions']);

/** Whether the client takes the answer as it is always written: other forms are Apollo Server's to negotiate. */
export function acceptsPlainJson({ accept }: Headers): boolean {
  return accept === undefined || (typeof accept === 'string' && PLAIN_ACCEPTS.has(accept));
}

/** The question of a body already read as JSON; `undefined` for anything unusual or wrong, which Apollo Server judges. */
export function questionOf(body: unknown, textOf: TextOf): Question | undefined {
  if (!isRecord(body)) return undefined;
  for (const key in body) if (!PLAIN_KEYS.has(key)) return undefined;
  const { variables, operationName } = body;
  const source = sourceOf(body, textOf);
  if (source === undefined) return undefined;
  const given = variables ?? {};
  if (!isRecord(given) || areTooNested(given)) return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined;
  return { source, operationName: operationName ?? undefined, variables: given, text: JSON.stringify(given) };
}

/** The document's text, sent or named; one that is both, or that is not known here, is left to the server behind. */
function sourceOf(body: Readonly<Record<string, unknown>>, textOf: TextOf): string | undefined {
  const { query, documentId, extensions } = body;
  if (documentId === undefined && extensions === undefined) return typeof query === 'string' ? query : undefined;
  if (query !== undefined || (documentId !== undefined && extensions !== undefined)) return undefined;
  const named = namedDocument(body);
  return named.kind === 'none' || named.hash === null ? undefined : textOf(named.hash);
}
