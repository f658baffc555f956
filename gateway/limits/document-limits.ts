import type { DocumentNode, GraphQLError } from 'graphql';
import { documentMeasures } from './document-measures.ts';
import { documentLimitRefusal, type DocumentLimit } from './limit-refusal.ts';

/** The most that a document may hold of each, and what its cost is counted by; all are configuration. */
export interface DocumentLimits extends Readonly<Record<Exclude<DocumentLimit, 'batch' | 'nesting'>, number>> {
  /** The most that an operation may be estimated to cost, with its variables. */
  readonly cost: number;
  /** Elements that a list is counted for when the schema does not say how many it has. */
  readonly listSize: number;
}

const MEASURED = [
  'depth',
  'rootFields',
  'aliases',
  'directives',
  'introspections',
  'introspectionDepth',
  'fields',
] as const satisfies readonly DocumentLimit[];

/**
 * Why a document is too large to be looked at any further, or `null`. Before validation, in the time it takes to read
 * it: its tokens are counted as it is parsed.
 */
export function tooLargeDocument(document: DocumentNode, limits: DocumentLimits): GraphQLError | null {
  const measures = documentMeasures(document);
  const passed = MEASURED.find((limit) => measures[limit] > limits[limit]);
  return passed === undefined ? null : documentLimitRefusal(passed, measures[passed], limits[passed]);
}

const TOO_MANY_TOKENS = /Document contains more tha[nt] (\d+) tokens/;

/** The refusal that graphql-js' own error of a document with too many tokens stands for; `null` of any other message. */
export function tooManyTokens(message: string): GraphQLError | null {
  const maximum = TOO_MANY_TOKENS.exec(message)?.[1];
  return maximum === undefined ? null : documentLimitRefusal('tokens', Number(maximum) + 1, Number(maximum));
}
