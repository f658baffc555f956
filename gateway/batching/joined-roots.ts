import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import type { AskedStep, Variables } from '../execution/contract.ts';
import { bodyStart } from '../execution/running/prepared-fetch.ts';
import { answerCutter, type CutAnswers } from './cut-answers.ts';
import { keyOf, repeated, variablesText } from './repeated-query.ts';

const BODY_END = '}}';

/** Several fetches of one step as one. */
export interface JoinedFetch {
  readonly body: string;
  readonly answers: (latin1: string) => CutAnswers | null;
}

/** Makes one of several, by the variables of each. */
export type JoinedRoots = (variables: readonly Variables[]) => JoinedFetch;

/**
 * How the fetches of a step are joined: the fields of each under its own aliases, with its own variables. So that a
 * subgraph, which may prepare its queries, meets few of one step, there is one for each power of two; the members that it
 * has too many are left out by `@include`. `null` for a query that has other selections than fields at its root.
 */
export function joinedRoots(step: AskedStep): JoinedRoots | null {
  const operation = onlyOperation(step.query);
  const keys = operation === null ? null : keysOf(operation);
  if (operation === null || keys === null) return null;
  const textOf = variablesText(operation);
  const cut = answerCutter(keys);
  const starts = new Map<number, string>();
  const startFor = (size: number): string => {
    let start = starts.get(size);
    if (start === undefined) {
      starts.set(size, (start = bodyStart({ query: repeated(operation, size), operationName: step.operationName })));
    }
    return start;
  };
  return (variables) => {
    const size = 2 ** Math.ceil(Math.log2(variables.length));
    return {
      body: `${startFor(size)}${textOf(variables, size)}${BODY_END}`,
      answers: (latin1) => cut(latin1, variables.length),
    };
  };
}

function onlyOperation(query: string): OperationDefinitionNode | null {
  const { definitions } = parse(query, { noLocation: true });
  const [only] = definitions;
  return definitions.length === 1 && only?.kind === Kind.OPERATION_DEFINITION ? only : null;
}

/** The keys of its answer, in their order. */
function keysOf({ selectionSet }: OperationDefinitionNode): readonly string[] | null {
  const keys: string[] = [];
  for (const selection of selectionSet.selections) {
    if (selection.kind !== Kind.FIELD) return null;
    keys.push(keyOf(selection));
  }
  return new Set(keys).size === keys.length ? keys : null;
}
