import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { SeparatedRequirements } from './required-arguments.ts';
import {
  areOpposed,
  areSame,
  entityValue,
  narrowedValue,
  plannedSelections,
  requiredValues,
  valueBelow,
  type RequiredValue,
  type ValueNames,
} from './required-values.ts';
import type { Schemas } from './schemas.ts';

/** Fields that one representation can serve. */
interface Group {
  readonly values: RequiredValue[];
  readonly fields: Set<FieldNode>;
}

/**
 * One representation holds a field once. Where a fetch's fields require one with different arguments, it becomes as
 * many fetches, each of the fields that go together.
 */
export function compatibleFetches(
  schemas: Schemas,
  separated: SeparatedRequirements,
  fetch: FetchNode,
): readonly FetchNode[] {
  const { requires } = fetch;
  if (requires === undefined) return [fetch];
  const names = { schemas, fields: separated.fields };
  const all = requiredValues(names, requires, entityValue(names, undefined));
  const isDisputed = (value: RequiredValue): boolean => all.some((other) => areOpposed(value, other));
  if (!all.some(isDisputed)) return [fetch];
  const groups: Group[] = [];
  const definition = entitiesOperation(fetch.operation);
  for (const { type, field } of entityFields(definition)) {
    const needed = separated.requirements.get(`${fetch.serviceName} ${type}.${field.name.value}`);
    const selections = needed === undefined ? [] : plannedSelections(needed);
    place(groups, field, requiredValues(names, selections, entityValue(names, type)).filter(isDisputed));
  }
  return groups.map(({ values, fields }) => {
    const isKept = (value: RequiredValue): boolean => !isDisputed(value) || values.some((own) => areSame(own, value));
    const operation = operationOf(definition, fields);
    return {
      ...fetch,
      requires: kept(names, { selections: requires, isKept }, entityValue(names, undefined)),
      operation: stripIgnoredCharacters(print(operation)),
      variableUsages: (fetch.variableUsages ?? []).filter((name) => usesVariable(operation, name)),
    };
  });
}

function place(groups: Group[], field: FieldNode, values: readonly RequiredValue[]): void {
  const fits = ({ values: taken }: Group): boolean =>
    values.every((value) => !taken.some((other) => areOpposed(value, other)));
  let group = groups.find(fits);
  if (group === undefined) groups.push((group = { values: [], fields: new Set() }));
  group.fields.add(field);
  group.values.push(...values);
}

interface Choice {
  readonly selections: readonly QueryPlanSelectionNode[];
  readonly isKept: (value: RequiredValue) => boolean;
}

/** A representation's fields, but for the disputed values that are not the group's. */
function kept(names: ValueNames, choice: Choice, above: RequiredValue): QueryPlanSelectionNode[] {
  return choice.selections.flatMap((selection): QueryPlanSelectionNode[] => {
    const isField = selection.kind === 'Field';
    const value = isField
      ? valueBelow(names, above, selection.name)
      : narrowedValue(names, above, selection.typeCondition);
    if (isField && !choice.isKept(value)) return [];
    if (selection.selections === undefined) return [selection];
    const below = kept(names, { ...choice, selections: selection.selections }, value);
    return below.length === 0 ? [] : [{ ...selection, selections: below }];
  });
}

function entitiesOperation(operation: string): OperationDefinitionNode {
  const [definition] = parse(operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A fetch is an operation.');
  return definition;
}

/** The fields asked of the entities, each with the type condition it is under. */
function entityFields({ selectionSet }: OperationDefinitionNode): readonly { type: string; field: FieldNode }[] {
  const below = (selections: readonly SelectionNode[], type: string): { type: string; field: FieldNode }[] =>
    selections.flatMap((node) => {
      if (node.kind === Kind.FIELD) return [{ type, field: node }];
      if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error('The planner makes no named fragment.');
      return below(node.selectionSet.selections, node.typeCondition?.name.value ?? type);
    });
  const [entities] = selectionSet.selections;
  const inner = entities?.kind === Kind.FIELD ? entities.selectionSet : undefined;
  return below(inner?.selections ?? [], '');
}

/** The operation with the chosen fields of its entities, and `__typename`, alone. */
function operationOf(definition: OperationDefinitionNode, chosen: ReadonlySet<FieldNode>): OperationDefinitionNode {
  const filtered = (selections: readonly SelectionNode[]): SelectionNode[] =>
    selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) return chosen.has(node) || node.name.value === '__typename' ? [node] : [];
      if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error('The planner makes no named fragment.');
      const inner = filtered(node.selectionSet.selections);
      if (inner.length === 0) return [];
      return [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }];
    });
  const selections = definition.selectionSet.selections.map((node): SelectionNode => {
    if (node.kind !== Kind.FIELD || node.selectionSet === undefined) return node;
    const inner = filtered(node.selectionSet.selections);
    return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } };
  });
  const narrowed = { ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const variableDefinitions = (definition.variableDefinitions ?? []).filter(({ variable }) =>
    usesVariable(narrowed, variable.name.value),
  );
  return { ...narrowed, variableDefinitions };
}

function usesVariable({ selectionSet }: OperationDefinitionNode, name: string): boolean {
  let found = false;
  visit(selectionSet, { Variable: (node) => void (found ||= node.name.value === name) });
  return found;
}
