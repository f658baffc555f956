import {
  isInterfaceType,
  Kind,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { argumentOf, typeFields } from './join-requirements.ts';

/** What subgraphs require, gathered while a supergraph is rewritten. */
export interface ExternalUses {
  readonly add: (graph: string, type: string, field: string) => void;
  /**
   * The supergraph without the subgraphs' external fields that nothing uses, among those of which `isConcerned` tells:
   * a subgraph with a useless one is refused.
   */
  readonly pruned: (
    document: DocumentNode,
    isConcerned: (type: string, field: FieldDefinitionNode) => boolean,
  ) => DocumentNode;
}

export function externalUses(schema: GraphQLSchema): ExternalUses {
  const used = new Set<string>();
  return {
    add: (graph, type, field) => {
      used.add(`${graph} ${type}.${field}`);
      const definition = schema.getType(type);
      if (!isInterfaceType(definition)) return;
      for (const { name } of schema.getPossibleTypes(definition)) used.add(`${graph} ${name}.${field}`);
    },
    pruned: (document, isConcerned) => {
      const implemented = implementedFields(document);
      const isUsed = (graph: string, type: string, field: string): boolean =>
        used.has(`${graph} ${type}.${field}`) || implemented(graph, type, field);
      const kept = (type: string, field: FieldDefinitionNode): FieldDefinitionNode => ({
        ...field,
        directives: (field.directives ?? []).filter(
          (directive) => !isExternal(directive) || isUsed(argumentOf(directive, 'graph') ?? '', type, field.name.value),
        ),
      });
      return visit(
        document,
        typeFields((type, field) => [isConcerned(type, field) ? kept(type, field) : field]),
      );
    },
  };
}

function isExternal({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  return (
    name.value === 'join__field' &&
    given.some(
      (argument) => argument.name.value === 'external' && 'value' in argument.value && argument.value.value === true,
    )
  );
}

/** Whether a type must have a field in a subgraph because it implements an interface there. */
function implementedFields({ definitions }: DocumentNode): (graph: string, type: string, field: string) => boolean {
  const types = new Map(
    definitions.flatMap((node): [string, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode][] =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? [[node.name.value, node]]
        : [],
    ),
  );
  return (graph, type, field) =>
    (types.get(type)?.directives ?? [])
      .filter(({ name }) => name.value === 'join__implements')
      .filter((directive) => argumentOf(directive, 'graph') === graph)
      .map((directive) => types.get(argumentOf(directive, 'interface') ?? ''))
      .some((implemented) =>
        isIn(
          graph,
          implemented?.fields?.find(({ name }) => name.value === field),
        ),
      );
}

/** A field that says nothing of subgraphs is in all those of its type. */
function isIn(graph: string, field: FieldDefinitionNode | undefined): boolean {
  if (field === undefined) return false;
  const places = (field.directives ?? []).filter(({ name }) => name.value === 'join__field');
  return places.length === 0 || places.some((directive) => argumentOf(directive, 'graph') === graph);
}
