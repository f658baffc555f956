import { MultiMap, operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';

/** What a planner calls a group: the fields it means to ask of one subgraph at one place. */
interface FetchGroup {
  readonly parents: () => readonly unknown[];
  canMergeChildIn: (child: FetchGroup) => boolean;
}

/**
 * Corrects the planner of this thread, once for all. Where a required field itself requires something and belongs to the
 * subgraph that the plan comes from, it moves the group that asks it into the earlier one, though it waits for others
 * too: the field's resolver is then called without what it requires, or a fetch is lost. A group may be merged into the
 * one before it only when it waits for nothing else.
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
    typeof (value as Partial<FetchGroup>).parents === 'function'
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
