import { Kind, parse, print, visit, type FieldNode, type OperationDefinitionNode } from 'graphql';
import type { AskedStep, Variables } from '../execution/contract.ts';
import { bodyStart } from '../execution/running/prepared-fetch.ts';
import { answerLatin1, valueEnd } from '../json-text.ts';

const BODY_END = '}}';
const START = '{"data":{';
const END = '}}';

/** Several fetches of one step as one. */
export interface JoinedFetch {
  readonly body: string;
  /**
   * The text of each one's answer, its characters bytes, in their order; `null` when the answer to all is not exactly of
   * the expected form.
   */
  readonly answers: (body: Buffer) => readonly string[] | null;
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
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const starts = new Map<number, string>();
  const startFor = (size: number): string => {
    let known = starts.get(size);
    if (known === undefined) {
      starts.set(size, (known = bodyStart({ query: repeated(operation, size), operationName: step.operationName })));
    }
    return known;
  };
  return (variables) => {
    const size = 2 ** Math.ceil(Math.log2(variables.length));
    return {
      body: `${startFor(size)}${variablesText(variables, names, size)}${BODY_END}`,
      answers: (body) => cutAnswers(answerLatin1(body), variables.length, keys),
    };
  };
}

/** Whether the member at that position is asked only if its condition says so: more than half always are. */
function isConditional(position: number, size: number): boolean {
  return position > size / 2;
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

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** What a name becomes in the part of the member at that position. */
function own(position: number, name: string): string {
  return `${conditionOf(position)}_${name}`;
}

/** The variable that says whether the member at that position is asked. */
function conditionOf(position: number): string {
  return `b${position}`;
}

function repeated(operation: OperationDefinitionNode, size: number): string {
  const parts = Array.from({ length: size }, (_, position) => renamed(operation, position, size));
  const variableDefinitions = parts.flatMap((part) => part.variableDefinitions ?? []);
  const selections = parts.flatMap((part) => part.selectionSet.selections);
  return print({ ...operation, variableDefinitions, selectionSet: { kind: Kind.SELECTION_SET, selections } });
}

function renamed(operation: OperationDefinitionNode, position: number, size: number): OperationDefinitionNode {
  const part: OperationDefinitionNode = visit(operation, {
    Variable: (node) => ({ ...node, name: { ...node.name, value: own(position, node.name.value) } }),
  });
  const selections = part.selectionSet.selections.map((selection) => {
    if (selection.kind !== Kind.FIELD) return selection;
    return { ...selection, alias: { kind: Kind.NAME as const, value: own(position, keyOf(selection)) } };
  });
  const named = { ...part, selectionSet: { ...part.selectionSet, selections } };
  return isConditional(position, size) ? askedIf(conditionOf(position), named) : named;
}

function askedIf(condition: string, part: OperationDefinitionNode): OperationDefinitionNode {
  const nameOf = (value: string) => ({ kind: Kind.NAME as const, value });
  const variable = { kind: Kind.VARIABLE as const, name: nameOf(condition) };
  const boolean = { kind: Kind.NAMED_TYPE as const, name: nameOf('Boolean') };
  const definition = {
    kind: Kind.VARIABLE_DEFINITION as const,
    variable,
    type: { kind: Kind.NON_NULL_TYPE as const, type: boolean },
  };
  const include = {
    kind: Kind.DIRECTIVE as const,
    name: nameOf('include'),
    arguments: [{ kind: Kind.ARGUMENT as const, name: nameOf('if'), value: variable }],
  };
  const { variableDefinitions = [], selectionSet } = part;
  const fragment = { kind: Kind.INLINE_FRAGMENT as const, directives: [include], selectionSet };
  return {
    ...part,
    variableDefinitions: [...variableDefinitions, definition],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [fragment] },
  };
}

/** Those of each member; one that is left out has those of the first, as a variable may not be missing. */
function variablesText(variables: readonly Variables[], names: readonly string[], size: number): string {
  const texts: string[] = [];
  for (let position = 0; position < size; position += 1) {
    const given = variables[position] ?? variables[0] ?? {};
    if (isConditional(position, size)) texts.push(`"${conditionOf(position)}":${position < variables.length}`);
    for (const name of names) {
      const value = Object.hasOwn(given, name) ? (JSON.stringify(given[name]) as string | undefined) : undefined;
      if (value !== undefined) texts.push(`"${own(position, name)}":${value}`);
    }
  }
  return texts.join(',');
}

function cutAnswers(text: string, count: number, keys: readonly string[]): readonly string[] | null {
  if (!text.startsWith(START)) return null;
  const answers: string[] = [];
  let at = START.length;
  for (let position = 0; position < count; position += 1) {
    let data = '';
    for (const key of keys) {
      const label = `${at === START.length ? '' : ','}"${own(position, key)}":`;
      const end = text.startsWith(label, at) ? valueEnd(text, at + label.length) : -1;
      if (end === -1) return null;
      data += `${data === '' ? '' : ','}"${key}":${text.slice(at + label.length, end)}`;
      at = end;
    }
    answers.push(`${START}${data}${END}`);
  }
  return text.length === at + END.length && text.endsWith(END) ? answers : null;
}
