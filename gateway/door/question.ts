import type { Headers } from '../../platform/actor.ts';
import type { Asked } from '../execution/release.ts';

/** What a client asks, read from the body of its request. */
export interface Question extends Asked {
  readonly variables: Readonly<Record<string, unknown>>;
  /** The variables as JSON: the same text is the same variables. */
  readonly text: string;
}

const PLAIN_ACCEPTS = new Set(['*/*', 'application/json']);
const PLAIN_KEYS = new Set(['query', 'variables', 'operationName']);

/** Whether the client takes the answer as it is always written: other forms are Apollo Server's to negotiate. */
export function acceptsPlainJson({ accept }: Headers): boolean {
  return accept === undefined || (typeof accept === 'string' && PLAIN_ACCEPTS.has(accept));
}

/** The question of a body already read as JSON; `undefined` for anything unusual or wrong, which Apollo Server judges. */
export function questionOf(body: unknown): Question | undefined {
  if (!isRecord(body)) return undefined;
  for (const key in body) if (!PLAIN_KEYS.has(key)) return undefined;
  const { query, variables, operationName } = body;
  if (typeof query !== 'string') return undefined;
  const given = variables ?? {};
  if (!isRecord(given)) return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined;
  return { source: query, operationName: operationName ?? undefined, variables: given, text: JSON.stringify(given) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
