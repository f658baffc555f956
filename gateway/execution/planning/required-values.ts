import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import type { Schemas } from './schemas.ts';
import type { SeparatedField } from './required-arguments.ts';

/** A place in a representation, and the value that the plan puts there. */
export interface RequiredValue {
  /** As the subgraph names it. */
  readonly path: string;
  /** In the plan's own names: which value it is. */
  readonly own: string;
  /** At each level down to it, the types of which it is required; `null` for any. */
  readonly types: readonly (ReadonlySet<string> | null)[];
}

export interface ValueNames {
  readonly schemas: Schemas;
  readonly fields: ReadonlyMap<string, SeparatedField>;
}

/** Whether one object can be asked both, which it cannot have at the same place. */
export function areOpposed(one: RequiredValue, other: RequiredValue): boolean {
  return one.path === other.path && one.own !== other.own && areOfOneType(one, other);
}

/** Whether one object can be asked both, and they are the same value of it. */
export function areSame(one: RequiredValue, other: RequiredValue): boolean {
  return one.own === other.own && areOfOneType(one, other);
}

function areOfOneType(one: RequiredValue, other: RequiredValue): boolean {
  return one.types.every((types, level) => {
    const others = other.types[level] ?? null;
    return types === null || others === null || [...types].some((type) => others.has(type));
  });
}

/** The value of an entity itself, from which those of its fields are named. */
export function entityValue({ schemas }: ValueNames, type: string | undefined): RequiredValue {
  return { path: '', own: '', types: [type === undefined ? null : schemas.satisfying(type)] };
}

/** A field of what is at a value. */
export function valueBelow({ fields }: ValueNames, above: RequiredValue, name: string): RequiredValue {
  return {
    path: `${above.path}.${fields.get(name)?.name ?? name}`,
    own: `${above.own}.${name}`,
    types: [...above.types, null],
  };
}

/** The same value, where it is of one type. */
export function narrowedValue({ schemas }: ValueNames, value: RequiredValue, type: string | undefined): RequiredValue {
  if (type === undefined) return value;
  const known = value.types.at(-1) ?? null;
  const satisfying = schemas.satisfying(type);
  const both = known === null ? satisfying : new Set([...known].filter((name) => satisfying.has(name)));
  return { ...value, types: [...value.types.slice(0, -1), both] };
}

/** Every value that a field set in a plan's form requires. */
export function requiredValues(
  names: ValueNames,
  selections: readonly QueryPlanSelectionNode[],
  above: RequiredValue,
): readonly RequiredValue[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') {
      return requiredValues(names, selection.selections, narrowedValue(names, above, selection.typeCondition));
    }
    const value = valueBelow(names, above, selection.name);
    return [value, ...requiredValues(names, selection.selections ?? [], value)];
  });
}

/** A field set in the form that plans have. */
export function plannedSelections({ selections }: SelectionSetNode): QueryPlanSelectionNode[] {
  return selections.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error('A field set has no named fragment.');
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const inner = plannedSelections(node.selectionSet);
      const typeCondition = node.typeCondition?.name.value;
      return [{ kind: 'InlineFragment', ...(typeCondition === undefined ? {} : { typeCondition }), selections: inner }];
    }
    const name = node.name.value;
    if (node.selectionSet === undefined) return [{ kind: 'Field', name }];
    return [{ kind: 'Field', name, selections: plannedSelections(node.selectionSet) }];
  });
}
