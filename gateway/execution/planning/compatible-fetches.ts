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
  type SelectionSetNode,
} from 'graphql';
import type { SeparatedField, SeparatedRequirements } from './required-arguments.ts';

/** The values that a representation takes: by its path as the subgraph knows it, the path in the plan's own names. */
type Values = ReadonlyMap<string, string>;

/** Fields that one representation can serve. */
interface Group {
  readonly values: Map<string, string>;
  readonly fields: Set<FieldNode>;
}

/**
 * One representation holds a field once. Where a fetch's fields require one with different arguments, it becomes as
 * many fetches, each of the fields that go together.
 */
export function compatibleFetches(separated: SeparatedRequirements, fetch: FetchNode): readonly FetchNode[] {
  const { requires } = fetch;
  if (requires === undefined) return [fetch];
  const disputed = disputedPaths(valuesIn(separated.fields, requires));
  if (disputed.size === 0) return [fetch];
  const groups: Group[] = [];
  const definition = entitiesOperation(fetch.operation);
  for (const { type, field } of entityFields(definition)) {
    const needed = separated.requirements.get(`${fetch.serviceName} ${type}.${field.name.value}`);
    const values = needed === undefined ? [] : valuesIn(separated.fields, planned(needed));
    place(groups, field, new Map(values.filter(([path]) => disputed.has(path))));
  }
  return groups.map(({ values, fields }) => {
    const operation = operationOf(definition, fields);
    return {
      ...fetch,
      requires: kept(separated.fields, { selections: requires, disputed, values }, NOWHERE),
      operation: stripIgnoredCharacters(print(operation)),
      variableUsages: (fetch.variableUsages ?? []).filter((name) => usesVariable(operation, name)),
    };
  });
}

function place(groups: Group[], field: FieldNode, values: Values): void {
  const fits = ({ values: taken }: Group): boolean =>
    [...values].every(([path, own]) => (taken.get(path) ?? own) === own);
  let group = groups.find(fits);
  if (group === undefined) groups.push((group = { values: new Map(), fields: new Set() }));
  group.fields.add(field);
  for (const [path, own] of values) group.values.set(path, own);
}

interface Place {
  readonly path: string;
  readonly own: string;
}
const NOWHERE: Place = { path: '', own: '' };

function placeBelow(fields: ReadonlyMap<string, SeparatedField>, above: Place, name: string): Place {
  return { path: `${above.path}.${fields.get(name)?.name ?? name}`, own: `${above.own}.${name}` };
}

function valuesIn(
  fields: ReadonlyMap<string, SeparatedField>,
  selections: readonly QueryPlanSelectionNode[],
  above: Place = NOWHERE,
): readonly (readonly [path: string, own: string])[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') return valuesIn(fields, selection.selections, above);
    const at = placeBelow(fields, above, selection.name);
    return [[at.path, at.own] as const, ...valuesIn(fields, selection.selections ?? [], at)];
  });
}

function disputedPaths(values: readonly (readonly [path: string, own: string])[]): ReadonlySet<string> {
  const known = new Map<string, string>();
  const disputed = new Set<string>();
  for (const [path, own] of values) {
    if ((known.get(path) ?? own) !== own) disputed.add(path);
    known.set(path, own);
  }
  return disputed;
}

interface Choice {
  readonly selections: readonly QueryPlanSelectionNode[];
  readonly disputed: ReadonlySet<string>;
  readonly values: Values;
}

/** A representation's fields, but for the disputed values that are not the group's. */
function kept(fields: ReadonlyMap<string, SeparatedField>, choice: Choice, above: Place): QueryPlanSelectionNode[] {
  return choice.selections.flatMap((selection): QueryPlanSelectionNode[] => {
    const isField = selection.kind === 'Field';
    const at = isField ? placeBelow(fields, above, selection.name) : above;
    if (isField && choice.disputed.has(at.path) && choice.values.get(at.path) !== at.own) return [];
    if (selection.selections === undefined) return [selection];
    const below = kept(fields, { ...choice, selections: selection.selections }, at);
    return below.length === 0 ? [] : [{ ...selection, selections: below }];
  });
}

/** A required field set in the plan's form. */
function planned({ selections }: SelectionSetNode): QueryPlanSelectionNode[] {
  return selections.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    if (node.kind === Kind.INLINE_FRAGMENT) return [{ kind: 'InlineFragment', selections: planned(node.selectionSet) }];
    const name = node.name.value;
    if (node.selectionSet === undefined) return [{ kind: 'Field', name }];
    return [{ kind: 'Field', name, selections: planned(node.selectionSet) }];
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
