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
import type { AnswerField, AnswerShape, TypeShape } from '../program.ts';
import { typeShape } from './answer-shape.ts';
import { compositeType, type Schemas } from './schemas.ts';

const NON_NULL: TypeShape = { nonNull: true, list: null };

/** What a fetch's text asks of the root, or of each entity: its answer's keys, in their order. */
export function fetchAnswer(
  schemas: Schemas,
  { query, operation, isEntities }: { query: string; operation: 'query' | 'mutation'; isEntities: boolean },
): AnswerShape {
  const definition = parse(query, { noLocation: true }).definitions.find(
    (node) => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (definition === undefined) throw new Error('A fetch has an operation.');
  const { selectionSet } = definition;
  if (!isEntities) {
    const root = schemas.supergraph.getRootType(
      operation === 'query' ? OperationTypeNode.QUERY : OperationTypeNode.MUTATION,
    );
    if (!root) throw new Error(`The supergraph has no ${operation}.`);
    return shapeOf(schemas, root, [selectionSet]);
  }
  const [entities] = selectionSet.selections;
  const inner = entities?.kind === Kind.FIELD ? entities.selectionSet : undefined;
  if (inner === undefined) throw new Error('A fetch of entities asks them alone.');
  return entitiesShape(schemas, inner);
}

/** Every type that the fragments on `_Entity`, which the supergraph does not have, can be of. */
function entitiesShape(schemas: Schemas, selectionSet: SelectionSetNode): AnswerShape {
  const types = new Set<string>();
  for (const node of selectionSet.selections) {
    const condition = node.kind === Kind.INLINE_FRAGMENT ? node.typeCondition?.name.value : undefined;
    if (condition !== undefined) for (const name of schemas.satisfying(condition)) types.add(name);
  }
  const concrete = [...types].filter((name) => !schemas.interfaces.has(name));
  return {
    isAbstract: true,
    fields: new Map(concrete.map((name) => [name, fieldsOf(schemas, name, [selectionSet])])),
  };
}

function shapeOf(schemas: Schemas, type: GraphQLCompositeType, sources: readonly SelectionSetNode[]): AnswerShape {
  const names = isAbstractType(type) ? [...schemas.satisfying(type.name)] : [type.name];
  const concrete = names.filter((name) => !isAbstractType(schemas.supergraph.getType(name)));
  return {
    isAbstract: isAbstractType(type),
    fields: new Map(concrete.map((name) => [name, fieldsOf(schemas, name, sources)])),
  };
}

/** The fields of one concrete type, in the order of the specification's CollectFields. */
function fieldsOf(schemas: Schemas, concrete: string, sources: readonly SelectionSetNode[]): readonly AnswerField[] {
  const asked = new Map<string, FieldNode[]>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error('The planner makes no named fragment.');
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value;
        if (condition === undefined || schemas.satisfying(condition).has(concrete)) visit(node.selectionSet);
        continue;
      }
      const key = (node.alias ?? node.name).value;
      const known = asked.get(key);
      if (known === undefined) asked.set(key, [node]);
      else known.push(node);
    }
  };
  sources.forEach(visit);
  const type = compositeType(schemas.supergraph, concrete);
  return [...asked].map(([key, nodes]) => answerField(schemas, type, { key, nodes }));
}

function answerField(
  schemas: Schemas,
  parent: GraphQLCompositeType,
  { key, nodes }: { readonly key: string; readonly nodes: readonly FieldNode[] },
): AnswerField {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') return { key, isTypename: true, type: NON_NULL, below: null };
  const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (definition === undefined) throw new Error(`The supergraph has no field ${parent.name}.${name}.`);
  const named = getNamedType(definition.type);
  const sources = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
  const below = isCompositeType(named) ? shapeOf(schemas, named, sources) : null;
  return { key, isTypename: false, type: typeShape(definition.type), below };
}
