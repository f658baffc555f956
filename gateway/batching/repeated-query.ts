import { Kind, print, visit, type FieldNode, type OperationDefinitionNode, type VariableDefinitionNode } from 'graphql';
import type { Variables } from '../execution/contract.ts';

/** Whether the member at that position is asked only if its condition says so: more than half always are. */
function isConditional(position: number, size: number): boolean {
  return position > size / 2;
}

export function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** What a name becomes in the part of the member at that position. */
export function own(position: number, name: string): string {
  return `${conditionOf(position)}_${name}`;
}

/** The variable that says whether the member at that position is asked. */
function conditionOf(position: number): string {
  return `b${position}`;
}

/** The operation, its fields and variables once for each member. */
export function repeated(operation: OperationDefinitionNode, size: number): string {
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

/** Left out unless the condition, a variable of its own, is true. */
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

/** What is made for the member at a position, made once. */
export function byPosition<T>(make: (position: number) => T): (position: number) => T {
  const made: T[] = [];
  return (position) => (made[position] ??= make(position));
}

/** What stands before a value of the member at that position. */
export function labelOf(position: number, name: string): string {
  return `"${own(position, name)}":`;
}

interface Variable {
  readonly name: string;
  /** Without it the operation is refused. */
  readonly isRequired: boolean;
  readonly label: string;
}

/** Writes the variables of each member, of at most `size`; one that is left out has what it must have from the first. */
export type VariablesText = (given: readonly Variables[], size: number) => string;

export function variablesText({ variableDefinitions = [] }: OperationDefinitionNode): VariablesText {
  const variablesAt = byPosition((position) => variableDefinitions.map((each) => variableOf(each, position)));
  return (given, size) => {
    let text = '';
    for (let position = 0; position < size; position += 1) {
      const isAsked = position < given.length;
      const values = given[isAsked ? position : 0] ?? {};
      if (isConditional(position, size)) text += `,"${conditionOf(position)}":${isAsked}`;
      for (const { name, isRequired, label } of variablesAt(position)) {
        if ((!isAsked && !isRequired) || !Object.hasOwn(values, name)) continue;
        const value = JSON.stringify(values[name]) as string | undefined;
        if (value !== undefined) text += `,${label}${value}`;
      }
    }
    return text.slice(1);
  };
}

function variableOf({ variable, type, defaultValue }: VariableDefinitionNode, position: number): Variable {
  const name = variable.name.value;
  const isRequired = type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined;
  return { name, isRequired, label: labelOf(position, name) };
}
