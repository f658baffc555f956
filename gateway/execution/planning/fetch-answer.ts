import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  OperationTypeNode,
  parse,
  type FieldNode,
  type GraphQLCompositeType,
  type SelectionSetNode,
} from 'graphql';
import type { AnswerField, AnswerShape, FetchStep, TypeShape } from '../program.ts';
import { typeShape } from './answer-shape.ts';
import { collectedFields } from './collected-fields.ts';
import { compositeType, type Schemas } from './schemas.ts';

const ROOTS: Readonly<Record<FetchStep['operation'], OperationTypeNode>> = {
  query: OperationTypeNode.QUERY,
  mutation: OperationTypeNode.MUTATION,
  subscription: OperationTypeNode.SUBSCRIPTION,
};
const NON_NULL: TypeShape = { nonNull: true, list: null };

/** What a fetch's text asks of the root, or of each entity: its answer's keys, in their order. */
export function fetchAnswer(
  schemas: Schemas,
  subgraph: string,
  { query, operation, isEntities }: { query: string; operation: FetchStep['operation']; isEntities: boolean },
): AnswerShape {
  const inSubgraph: InSubgraph = { schemas, subgraph };
  const definition = parse(query, { noLocation: true }).definitions.find(
    (node) => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (definition === undefined) throw new Error('A fetch has an operation.');
  const { selectionSet } = definition;
  if (!isEntities) {
    const root = schemas.supergraph.getRootType(ROOTS[operation]);
    if (!root) throw new Error(`The supergraph has no ${operation}.`);
    return shapeOf(inSubgraph, root, [selectionSet]);
  }
  const [entities] = selectionSet.selections;
  const inner = entities?.kind === Kind.FIELD ? entities.selectionSet : undefined;
  if (inner === undefined) throw new Error('A fetch of entities asks them alone.');
  return entitiesShape(inSubgraph, inner);
}

/** Types are read as the subgraph that answers declares them: they may be narrower there. */
interface InSubgraph {
  readonly schemas: Schemas;
  readonly subgraph: string;
}

/** Every type that the fragments on `_Entity`, which the supergraph does not have, can be of. */
function entitiesShape(inSubgraph: InSubgraph, selectionSet: SelectionSetNode): AnswerShape {
  const { schemas } = inSubgraph;
  const types = new Set<string>();
  for (const node of selectionSet.selections) {
    const condition = node.kind === Kind.INLINE_FRAGMENT ? node.typeCondition?.name.value : undefined;
    if (condition !== undefined) for (const name of schemas.satisfying(condition)) types.add(name);
  }
  const concrete = [...types].filter((name) => !schemas.interfaces.has(name));
  return {
    isAbstract: true,
    fields: new Map(concrete.map((name) => [name, fieldsOf(inSubgraph, name, [selectionSet])])),
  };
}

function shapeOf(
  inSubgraph: InSubgraph,
  type: GraphQLCompositeType,
  sources: readonly SelectionSetNode[],
): AnswerShape {
  const { schemas } = inSubgraph;
  const names = isAbstractType(type) ? [...schemas.satisfying(type.name)] : [type.name];
  const concrete = names.filter((name) => !isAbstractType(schemas.supergraph.getType(name)));
  return {
    isAbstract: isAbstractType(type),
    fields: new Map(concrete.map((name) => [name, fieldsOf(inSubgraph, name, sources)])),
  };
}

/** The fields of one concrete type, in their order. */
function fieldsOf(
  inSubgraph: InSubgraph,
  concrete: string,
  sources: readonly SelectionSetNode[],
): readonly AnswerField[] {
  const { schemas } = inSubgraph;
  const type = compositeType(schemas.supergraph, concrete);
  return [...collectedFields(schemas, concrete, sources)].map(([key, nodes]) =>
    answerField(inSubgraph, type, { key, nodes }),
  );
}

function answerField(
  inSubgraph: InSubgraph,
  parent: GraphQLCompositeType,
  { key, nodes }: { readonly key: string; readonly nodes: readonly FieldNode[] },
): AnswerField {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') return { key, isTypename: true, type: NON_NULL, below: null };
  const { schemas, subgraph } = inSubgraph;
  const declared = schemas.subgraphs.declared(subgraph, parent, name);
  if (declared === undefined) throw new Error(`The supergraph has no field ${parent.name}.${name}.`);
  const named = getNamedType(declared);
  const sources = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
  const below = isCompositeType(named) ? shapeOf(inSubgraph, named, sources) : null;
  return { key, isTypename: false, type: typeShape(declared), below };
}
