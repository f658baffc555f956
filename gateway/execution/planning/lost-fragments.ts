import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  parse,
  type GraphQLCompositeType,
  type SelectionSetNode,
} from 'graphql';
import { collectedFields } from './collected-fields.ts';
import { extendedFetch, localFields, type Addition } from './fetch-extension.ts';
import { fetchPosition, type FetchPosition, type PlannedFetch } from './fetch-position.ts';
import type { Schemas } from './schemas.ts';

/**
 * The plan with the fragments that the planner lost. Where an abstract type can be other types in one subgraph than in
 * another, it takes "a `T`" to be impossible as soon as one subgraph that could give the field cannot give a `T`, even
 * though the subgraph that it chose can. What that subgraph has of the `T` itself is asked of it after all.
 */
export function withLostFragments(schemas: Schemas, plan: QueryPlan, canonical: string): QueryPlan {
  if (schemas.subgraphs.uneven.size === 0 || plan.node === undefined || plan.node.kind === 'Subscription') return plan;
  const fetches = fetchesOf(plan.node, []);
  // A fetch that renames has its answer elsewhere than its text says.
  if (fetches.some(({ node }) => (node.outputRewrites ?? []).length > 0)) return plan;
  const definition = getOperationAST(parse(canonical, { noLocation: true }));
  const root = definition && schemas.supergraph.getRootType(definition.operation);
  if (!definition || !root) throw new Error('A canonical operation is one of the supergraph.');
  const search: Search = { schemas, fetches, added: new Map() };
  visitLevel(search, { type: root, sources: [definition.selectionSet], path: [] });
  if (search.added.size === 0) return plan;
  const extended = [...search.added].map(([fetch, additions]): [FetchNode, FetchNode] => [
    fetch.node,
    extendedFetch(fetch, additions, definition),
  ]);
  return { ...plan, node: replaced(plan.node, new Map(extended)) };
}

interface Search {
  readonly schemas: Schemas;
  readonly fetches: readonly PlannedFetch[];
  readonly added: Map<PlannedFetch, Addition[]>;
}

/** A place in the answer: its type, all that is asked there, and the keys that lead to it. */
interface Level {
  readonly type: GraphQLCompositeType;
  readonly sources: readonly SelectionSetNode[];
  readonly path: readonly string[];
}

function visitLevel(search: Search, level: Level): void {
  const { schemas } = search;
  if (schemas.subgraphs.uneven.has(level.type.name)) findLost(search, level);
  const below = new Map<string, Level>();
  for (const concrete of schemas.concreteTypes(level.type)) {
    for (const [key, nodes] of collectedFields(schemas, concrete, level.sources)) {
      const parent = schemas.supergraph.getType(concrete);
      const field = parent && 'getFields' in parent ? parent.getFields()[nodes[0]?.name.value ?? ''] : undefined;
      const type = field && 'args' in field ? getNamedType(field.type) : undefined;
      if (!isCompositeType(type)) continue;
      const sources = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      const known = below.get(`${key} ${type.name}`)?.sources ?? [];
      const merged = [...new Set([...known, ...sources])];
      below.set(`${key} ${type.name}`, { type, sources: merged, path: [...level.path, key] });
    }
  }
  for (const inner of below.values()) visitLevel(search, inner);
}

function findLost(search: Search, { type, sources, path }: Level): void {
  const { schemas, fetches, added } = search;
  const positions = fetches.flatMap((fetch): readonly Found[] => {
    const position = fetchPosition(schemas, fetch, path);
    return position === null ? [] : [{ fetch, position }];
  });
  for (const concrete of schemas.concreteTypes(type)) {
    const asked = new Set(positions.flatMap(({ position }) => askedOf(schemas, concrete, position)));
    let missing = [...collectedFields(schemas, concrete, sources)].filter(([key]) => !asked.has(key));
    for (const { fetch, position } of positions) {
      const subgraph = fetch.node.serviceName;
      const into = position.filter((one) => isPossible(schemas, { subgraph, concrete }, one)).map(({ set }) => set);
      const fields = into.length === 0 ? [] : localFields(schemas, { subgraph, concrete }, missing);
      if (fields.length === 0) continue;
      added.set(fetch, [...(added.get(fetch) ?? []), { into, type: concrete, fields }]);
      missing = [];
    }
  }
}

function askedOf(schemas: Schemas, concrete: string, position: FetchPosition): readonly string[] {
  const applying = position.filter(({ type }) => schemas.satisfying(type.name).has(concrete));
  return [
    ...collectedFields(
      schemas,
      concrete,
      applying.map(({ set }) => set),
    ).keys(),
  ];
}

interface Found {
  readonly fetch: PlannedFetch;
  readonly position: FetchPosition;
}

function isPossible(
  { subgraphs }: Schemas,
  { subgraph, concrete }: { readonly subgraph: string; readonly concrete: string },
  { type }: FetchPosition[number],
): boolean {
  return isAbstractType(type) && subgraphs.possible(subgraph, type.name).has(concrete);
}

function fetchesOf(node: PlanNode, path: readonly string[]): readonly PlannedFetch[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((inner) => fetchesOf(inner, path));
    case 'Flatten':
      return fetchesOf(node.node, [...path, ...node.path.map(String).filter((element) => element !== '@')]);
    case 'Fetch':
      return [{ node, path, document: parse(node.operation, { noLocation: true }) }];
    case 'Condition':
    case 'Defer':
      throw new Error(`A canonical operation has no "${node.kind}" in its plan.`);
  }
}

function replaced(node: PlanNode, by: ReadonlyMap<FetchNode, FetchNode>): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((inner) => replaced(inner, by)) };
    case 'Flatten':
      return { ...node, node: replaced(node.node, by) };
    case 'Fetch':
      return by.get(node) ?? node;
    case 'Condition':
    case 'Defer':
      throw new Error(`A canonical operation has no "${node.kind}" in its plan.`);
  }
}
