import {
  isAbstractType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { PermittedOperation } from '../../authorisation/permitted-operation.ts';
import type { CanonicalKeys } from './canonical-keys.ts';
import { isKept, type Conditions } from './condition-variables.ts';
import { MAX_DEPTH, tooDeep } from './refusals.ts';
import { compositeType, type Schemas } from './schemas.ts';

/** One operation with its conditions' values. */
export interface Specialisation {
  readonly schemas: Schemas;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
  readonly keys: CanonicalKeys;
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly maxFields: number;
  /** Fields that the caller may not have: not planned, null in the answer. */
  readonly forbidden: PermittedOperation['forbidden'];
  readonly hidden: PermittedOperation['hidden'];
}

/** Selection sets that apply to the same object, each once, in the operation's order. */
export type Sources = readonly SelectionSetNode[];

/** Fields asked under one type condition; the level's own type is the condition of what is unconditional. */
export interface Scope {
  readonly type: GraphQLCompositeType;
  readonly fields: FieldNode[];
}

/** A level's fields by type condition. Fragments nested in one another become one condition, or several concrete ones. */
export function scopesOf(of: Specialisation, parent: GraphQLCompositeType, sources: Sources): readonly Scope[] {
  const scopes = new Map<string, Scope>([[parent.name, { type: parent, fields: [] }]]);
  const visited = new Map<SelectionSetNode, Set<string>>();
  const visit = (type: GraphQLCompositeType, selectionSet: SelectionSetNode, depth: number): void => {
    if (depth > MAX_DEPTH) throw tooDeep();
    if (!isFirstVisit(visited, selectionSet, type.name)) return;
    let scope = scopes.get(type.name);
    if (scope === undefined) scopes.set(type.name, (scope = { type, fields: [] }));
    for (const selection of selectionSet.selections) {
      if (!isKept(selection, of.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        scope.fields.push(selection);
        continue;
      }
      const { condition, inner } = fragmentOf(of, type, selection);
      for (const narrowed of narrowedTo(of.schemas, { parent, type, condition })) visit(narrowed, inner, depth + 1);
    }
  };
  for (const source of sources) visit(parent, source, 0);
  return [...scopes.values()];
}

/** The fields of an object of one concrete type by response name, as the specification's CollectFields gives them. */
export function fieldsOf(of: Specialisation, concrete: string, sources: Sources): ReadonlyMap<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<SelectionSetNode>();
  const type = compositeType(of.schemas.api, concrete);
  const visit = (selectionSet: SelectionSetNode, depth: number): void => {
    if (depth > MAX_DEPTH) throw tooDeep();
    if (visited.has(selectionSet)) return;
    visited.add(selectionSet);
    for (const selection of selectionSet.selections) {
      if (!isKept(selection, of.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const asked = fields.get(name);
        if (asked === undefined) fields.set(name, [selection]);
        else asked.push(selection);
        continue;
      }
      const { condition, inner } = fragmentOf(of, type, selection);
      if (of.schemas.concreteTypes(condition).has(concrete)) visit(inner, depth + 1);
    }
  };
  for (const source of sources) visit(source, 0);
  return fields;
}

/**
 * The fields by response name where the concrete type decides nothing, of an interface that is somewhere an interface
 * object: its `__typename` need not be asked, which that subgraph does not know. `null` where the type counts.
 */
export function uniformFields(
  of: Specialisation,
  type: GraphQLCompositeType,
  sources: Sources,
): ReadonlyMap<string, FieldNode[]> | null {
  if (!of.schemas.interfaceObjects.has(type.name)) return null;
  const fields = new Map<string, FieldNode[]>();
  for (const scope of scopesOf(of, type, sources)) {
    if (scope.type !== type && scope.fields.length > 0) return null;
    for (const field of scope.fields) {
      if (field.name.value === '__typename') return null;
      const name = (field.alias ?? field.name).value;
      fields.set(name, [...(fields.get(name) ?? []), field]);
    }
  }
  return fields.size === 0 ? null : fields;
}

/** What the fields of one response name or key ask below them. */
export function sourcesBelow(fields: readonly FieldNode[]): Sources {
  return [...new Set(fields.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet])))];
}

/** A name for sources, the same for the same ones: what memories of levels are kept by. */
export function sourceNames(): (sources: Sources) => string {
  const numbers = new Map<SelectionSetNode, number>();
  const numberOf = (source: SelectionSetNode): number => {
    const known = numbers.get(source) ?? numbers.size;
    numbers.set(source, known);
    return known;
  };
  return (sources) => sources.map(numberOf).join(',');
}

function fragmentOf(
  { schemas, fragments }: Specialisation,
  type: GraphQLCompositeType,
  selection: Exclude<SelectionNode, FieldNode>,
): { condition: GraphQLCompositeType; inner: SelectionSetNode } {
  const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
  if (fragment === undefined) throw new Error('A validated operation defines its fragments.');
  const name = fragment.typeCondition?.name.value;
  return { condition: name === undefined ? type : compositeType(schemas.api, name), inner: fragment.selectionSet };
}

/** The conditions, at a level of type `parent`, that say together "is a `type` and is a `condition`". */
function narrowedTo(
  { api, concreteTypes }: Schemas,
  { parent, type, condition }: Readonly<Record<'parent' | 'type' | 'condition', GraphQLCompositeType>>,
): readonly GraphQLCompositeType[] {
  if (
    type === condition ||
    (isAbstractType(condition) && api.getPossibleTypes(condition).length > 0 && isWithin(api, type, condition))
  )
    return [type];
  const current = concreteTypes(type);
  const both = [...concreteTypes(condition)].filter((name) => current.has(name));
  if (both.length === 0) return [];
  if (type === parent || both.length === concreteTypes(condition).size) return [condition];
  return both.map((name) => compositeType(api, name));
}

/** Whether each field of `condition` is one of `type`, because the type says so. */
function isWithin(
  api: Schemas['api'],
  type: GraphQLCompositeType,
  condition: Parameters<Schemas['api']['isSubType']>[0],
): boolean {
  return 'getFields' in type && api.isSubType(condition, type);
}

function isFirstVisit(visited: Map<SelectionSetNode, Set<string>>, node: SelectionSetNode, typeName: string): boolean {
  const types = visited.get(node);
  if (types === undefined) {
    visited.set(node, new Set([typeName]));
    return true;
  }
  if (types.has(typeName)) return false;
  types.add(typeName);
  return true;
}
