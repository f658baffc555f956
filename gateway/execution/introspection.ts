import {
  execute,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { ObjectShape } from './program.ts';

const INTROSPECTION = new Set(['__schema', '__type']);

/**
 * The answer's introspection fields by canonical key, from the API schema by graphql-js, for one program's root shape.
 * They depend on the schema and the variables alone.
 */
export function introspector(
  schema: GraphQLSchema,
  { document, definition, shape }: { document: DocumentNode; definition: OperationDefinitionNode; shape: ObjectShape },
): ((variables: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>) | null {
  const fields = [...shape.fields.values()].flat().flatMap((field) => (field.kind === 'introspection' ? [field] : []));
  if (fields.length === 0) return null;
  const alone = onlyIntrospection(document, definition);
  return (variables) => {
    const result = execute({ schema, document: alone, rootValue: {}, variableValues: variables });
    if (result instanceof Promise) throw new Error('Introspection is not asynchronous.');
    const data = result.data ?? {};
    return Object.fromEntries(fields.map(({ key, responseName }) => [key, data[responseName] ?? null]));
  };
}

/** The operation with nothing at its root but `__schema` and `__type`. */
function onlyIntrospection(document: DocumentNode, definition: OperationDefinitionNode): DocumentNode {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const selections = kept(definition.selectionSet.selections, byName);
  const operation = { ...definition, selectionSet: { ...definition.selectionSet, selections } };
  return { ...document, definitions: [operation, ...fragments] };
}

function kept(
  selections: readonly SelectionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SelectionNode[] {
  return selections.flatMap((node): SelectionNode[] => {
    if (node.kind === Kind.FIELD) return INTROSPECTION.has(node.name.value) ? [node] : [];
    const spread = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
    if (spread === undefined) return [];
    const inner = kept(spread.selectionSet.selections, fragments);
    if (inner.length === 0) return [];
    const directives = node.directives ?? [];
    return [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }];
  });
}
