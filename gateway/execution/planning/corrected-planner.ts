import {
  baseType,
  federationMetadata,
  isCompositeType,
  MultiMap,
  operationFromDocument,
  SelectionSet,
  Supergraph,
  type CompositeType,
} from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';

/** What a planner calls a group: the fields it means to ask of one subgraph at one place. */
interface FetchGroup {
  readonly selection: SelectionSet;
  readonly parents: () => readonly unknown[];
  canMergeChildIn: (child: FetchGroup) => boolean;
  removeInputsFromSelection: () => void;
}

/**
 * Corrects the planner of this thread, once for all. Where a required field itself requires something, it moves groups
 * into the one they come from though that cannot serve them: the field's resolver is then called without what it
 * requires, a subgraph is asked what it only declares `@external`, or a fetch is lost. A group may be merged into the one
 * before it only when it waits for nothing else, and when nothing it asks is external there.
 *
 * The planner does not export its groups' class: planning a small operation shows one.
 *
 * @throws when no group is shown, as would be with another version of the planner.
 */
export function correctPlanner(): void {
  const groups = shownGroup();
  const canMerge = groups.canMergeChildIn;
  groups.canMergeChildIn = function (this: FetchGroup, child) {
    return child.parents().length === 1 && canMerge.call(this, child);
  };
  keepExternalFieldsApart(groups);
}

/** Once a group's inputs are removed from its selection, the planner looks whether the group before can ask the rest. */
function keepExternalFieldsApart(groups: FetchGroup): void {
  const remove = groups.removeInputsFromSelection;
  const canRebase = Object.getOwnPropertyDescriptor(SelectionSet.prototype, 'canRebaseOn');
  if (canRebase === undefined) throw new Error('The planner has no SelectionSet.canRebaseOn to correct.');
  const canAsk = canRebase.value as (this: SelectionSet, type: CompositeType) => boolean;
  let left: SelectionSet | undefined;
  groups.removeInputsFromSelection = function (this: FetchGroup) {
    remove.call(this);
    left = this.selection;
  };
  Object.defineProperty(SelectionSet.prototype, 'canRebaseOn', {
    ...canRebase,
    value(this: SelectionSet, type: CompositeType) {
      return !(this === left && asksExternal(this, type)) && canAsk.call(this, type);
    },
  });
}

/** Whether the type's subgraph only declares, as external, a field that is asked. */
function asksExternal(selectionSet: SelectionSet, type: CompositeType): boolean {
  return selectionSet.selections().some((selection) => {
    if (selection.kind === 'FragmentSelection') {
      const condition = type.schema().type(selection.element.typeCondition?.name ?? type.name);
      return condition !== undefined && isCompositeType(condition) && asksExternal(selection.selectionSet, condition);
    }
    const field = 'field' in type ? type.field(selection.element.name) : undefined;
    if (field === undefined) return false;
    if (federationMetadata(type.schema())?.isFieldExternal(field) === true) return true;
    const below = field.type === undefined ? undefined : baseType(field.type);
    if (selection.selectionSet === undefined || below === undefined || !isCompositeType(below)) return false;
    return asksExternal(selection.selectionSet, below);
  });
}

/** The prototype of groups. Groups of entities are put in a `MultiMap`: what is put there meanwhile is looked at. */
function shownGroup(): FetchGroup {
  const add = Object.getOwnPropertyDescriptor(MultiMap.prototype, 'add');
  if (add === undefined) throw new Error('The planner has no MultiMap.add to look at its groups by.');
  const put = add.value as (this: unknown, key: unknown, value: unknown) => unknown;
  let shown: FetchGroup | undefined;
  Object.defineProperty(MultiMap.prototype, 'add', {
    ...add,
    value(this: unknown, key: unknown, value: unknown) {
      if (isGroup(value)) shown ??= Object.getPrototypeOf(value) as FetchGroup;
      return put.call(this, key, value);
    },
  });
  try {
    const supergraph = Supergraph.build(SMALL_SUPERGRAPH);
    const operation = operationFromDocument(supergraph.apiSchema(), parse('{ one { other } }'));
    new QueryPlanner(supergraph).buildQueryPlan(operation);
  } finally {
    Object.defineProperty(MultiMap.prototype, 'add', add);
  }
  if (shown === undefined) throw new Error('The planner showed none of its groups: it cannot be corrected.');
  return shown;
}

function isGroup(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<FetchGroup>).canMergeChildIn === 'function' &&
    typeof (value as Partial<FetchGroup>).removeInputsFromSelection === 'function'
  );
}

const SMALL_SUPERGRAPH = `
schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.3", for: EXECUTION) {
  query: Query
}
directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
directive @join__type(
  graph: join__Graph!
  key: join__FieldSet
  extension: Boolean! = false
  resolvable: Boolean! = true
  isInterfaceObject: Boolean! = false
) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
directive @join__field(
  graph: join__Graph
  requires: join__FieldSet
  provides: join__FieldSet
  type: String
  external: Boolean
  override: String
  usedOverridden: Boolean
) repeatable on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
scalar link__Import
scalar join__FieldSet
enum link__Purpose { SECURITY EXECUTION }
enum join__Graph { A @join__graph(name: "a", url: "") B @join__graph(name: "b", url: "") }
type Query @join__type(graph: A) @join__type(graph: B) { one: One @join__field(graph: A) }
type One @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
  id: ID!
  other: ID @join__field(graph: B)
}
`;
