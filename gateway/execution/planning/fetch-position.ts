import type { FetchNode } from '@apollo/query-planner';
import {
  getNamedType,
  getOperationAST,
  Kind,
  type DocumentNode,
  type GraphQLNamedType,
  type SelectionSetNode,
} from 'graphql';
import type { Schemas } from './schemas.ts';

/** A fetch of a plan, where its answer goes, and its text. */
export interface PlannedFetch {
  readonly node: FetchNode;
  readonly path: readonly string[];
  readonly document: DocumentNode;
}

/** A fetch's selection sets at one place of the answer, each with the type it is on in the fetch's subgraph. */
export type FetchPosition = readonly { readonly type: GraphQLNamedType; readonly set: SelectionSetNode }[];

/** What a fetch asks at a path of the answer's keys; `null` when it asks nothing there. */
export function fetchPosition(schemas: Schemas, fetch: PlannedFetch, path: readonly string[]): FetchPosition | null {
  if (fetch.path.some((key, index) => path[index] !== key)) return null;
  let position = fetchStart(schemas, fetch);
  for (const key of path.slice(fetch.path.length)) {
    position = position.flatMap((one) => below(schemas, fetch.node.serviceName, { ...one, key }));
  }
  return position.length === 0 ? null : position;
}

/** What a fetch asks of the root, or of each entity. */
export function fetchStart({ supergraph }: Schemas, { node, document }: PlannedFetch): FetchPosition {
  const definition = getOperationAST(document);
  if (!definition) throw new Error('A fetch has one operation.');
  const { selectionSet } = definition;
  if (node.requires === undefined) {
    const type = supergraph.getRootType(definition.operation);
    return type ? [{ type, set: selectionSet }] : [];
  }
  const entities = selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? (one.selectionSet ?? []) : []));
  return entities.flatMap(({ selections }) =>
    selections.flatMap((one): FetchPosition => {
      const condition = one.kind === Kind.INLINE_FRAGMENT ? one.typeCondition?.name.value : undefined;
      const type = condition === undefined ? undefined : supergraph.getType(condition);
      return one.kind === Kind.INLINE_FRAGMENT && type !== undefined ? [{ type, set: one.selectionSet }] : [];
    }),
  );
}

function below(
  schemas: Schemas,
  subgraph: string,
  { type, set, key }: FetchPosition[number] & { readonly key: string },
): FetchPosition {
  return set.selections.flatMap((one): FetchPosition => {
    if (one.kind === Kind.FRAGMENT_SPREAD) throw new Error('The planner makes no named fragment.');
    if (one.kind === Kind.INLINE_FRAGMENT) {
      const name = one.typeCondition?.name.value ?? type.name;
      const condition = schemas.supergraph.getType(name) ?? type;
      return below(schemas, subgraph, { type: condition, set: one.selectionSet, key });
    }
    if ((one.alias ?? one.name).value !== key || one.selectionSet === undefined) return [];
    const declared = schemas.subgraphs.declared(subgraph, type, one.name.value);
    return declared === undefined ? [] : [{ type: getNamedType(declared), set: one.selectionSet }];
  });
}
