import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { getNamedType, isAbstractType, Kind, parse, type GraphQLNamedType, type SelectionSetNode } from 'graphql';
import { fetchStart } from './fetch-position.ts';
import type { Schemas } from './schemas.ts';

/**
 * Whether a plan asks a subgraph for a field without what the field requires: neither in the entity's representation,
 * nor beside it in the same answer. The subgraph would answer, but wrongly; no such plan is run.
 */
export function asksTooEarly(schemas: Schemas, { node }: QueryPlan): boolean {
  if (node === undefined || node.kind === 'Subscription') return false;
  return fetchesOf(node).some((fetch) => {
    const subgraph = fetch.serviceName;
    if (!schemas.subgraphs.withRequirements.has(subgraph)) return false;
    const document = parse(fetch.operation, { noLocation: true });
    const given = fetch.requires ?? [];
    return fetchStart(schemas, { node: fetch, document, path: [] }).some(({ type, set }) =>
      isTooEarly({ schemas, subgraph }, { type, set, represented: namesGiven(schemas, given, type.name) }),
    );
  });
}

interface Where {
  readonly schemas: Schemas;
  readonly subgraph: string;
}

interface Level {
  readonly type: GraphQLNamedType;
  readonly set: SelectionSetNode;
  /** What the subgraph has of the object beforehand. */
  readonly represented: ReadonlySet<string>;
}

function isTooEarly(where: Where, { type, set, represented }: Level): boolean {
  const { schemas, subgraph } = where;
  const beside = new Set(set.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : [])));
  return set.selections.some((one) => {
    if (one.kind === Kind.FRAGMENT_SPREAD) throw new Error('The planner makes no named fragment.');
    if (one.kind === Kind.INLINE_FRAGMENT) {
      const condition = schemas.supergraph.getType(one.typeCondition?.name.value ?? type.name) ?? type;
      return isTooEarly(where, { type: condition, set: one.selectionSet, represented });
    }
    if (requiredOf(where, type, one.name.value).some((name) => !represented.has(name) && !beside.has(name)))
      return true;
    if (one.selectionSet === undefined) return false;
    const declared = schemas.subgraphs.declared(subgraph, type, one.name.value);
    if (declared === undefined) return false;
    return isTooEarly(where, { type: getNamedType(declared), set: one.selectionSet, represented: new Set() });
  });
}

/** What a field requires on whichever type the subgraph may meet it. */
function requiredOf({ schemas, subgraph }: Where, type: GraphQLNamedType, fieldName: string): readonly string[] {
  const { possible, required } = schemas.subgraphs;
  if (!isAbstractType(type)) return required(subgraph, type, fieldName);
  const types = [...possible(subgraph, type.name)].flatMap((name) => schemas.supergraph.getType(name) ?? []);
  return [type, ...types].flatMap((one) => required(subgraph, one, fieldName));
}

/** The fields in the representations of a type, whichever of its forms they are in. */
function namesGiven(
  schemas: Schemas,
  selections: readonly QueryPlanSelectionNode[],
  typeName: string,
): ReadonlySet<string> {
  return new Set(
    selections.flatMap((one): readonly string[] => {
      if (one.kind === 'Field') return [one.name];
      const { typeCondition } = one;
      const applies =
        typeCondition === undefined ||
        schemas.satisfying(typeCondition).has(typeName) ||
        schemas.satisfying(typeName).has(typeCondition);
      return applies ? [...namesGiven(schemas, one.selections, typeName)] : [];
    }),
  );
}

function fetchesOf(node: PlanNode): readonly FetchNode[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesOf);
    case 'Flatten':
      return fetchesOf(node.node);
    case 'Fetch':
      return [node];
    case 'Condition':
    case 'Defer':
      throw new Error(`A canonical operation has no "${node.kind}" in its plan.`);
  }
}
