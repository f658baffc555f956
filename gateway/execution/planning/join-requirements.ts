import {
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** What a field of a subgraph requires, as a document that can be visited with its types. */
export interface Required {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
}

/** The field set of a `@join__field(requires:)` on a field of that type. */
export function requiredBy(schema: GraphQLSchema, type: string, directive: ConstDirectiveNode): Required | undefined {
  const text = directive.name.value === 'join__field' ? argumentOf(directive, 'requires') : undefined;
  if (text === undefined) return undefined;
  return { schema, document: parse(`fragment Required on ${type} { ${text} }`, { noLocation: true }) };
}

/** The field set, its fields (arguments and all) replaced by the names that are given for them. */
export function renamed(
  { schema, document }: Required,
  nameOf: (type: string, field: FieldNode) => string | undefined,
): SelectionSetNode {
  const types = new TypeInfo(schema);
  const named = visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        leave: (node) => {
          const parent = types.getParentType();
          const name = parent ? nameOf(parent.name, node) : undefined;
          return name === undefined ? undefined : { ...node, name: { kind: Kind.NAME, value: name }, arguments: [] };
        },
      },
    }),
  );
  const [definition] = named.definitions;
  if (definition?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error('A fragment was written.');
  return definition.selectionSet;
}

/** A visitor that gives each field of an object or interface type its place to others. */
export function typeFields(placed: (type: string, field: FieldDefinitionNode) => readonly FieldDefinitionNode[]) {
  const change = <
    Node extends { readonly name: { readonly value: string }; readonly fields?: readonly FieldDefinitionNode[] },
  >(
    node: Node,
  ): Node => ({ ...node, fields: (node.fields ?? []).flatMap((field) => placed(node.name.value, field)) });
  return { ObjectTypeDefinition: change, InterfaceTypeDefinition: change };
}

/** The directive with another field set. */
export function withRequired(directive: ConstDirectiveNode, required: SelectionSetNode): ConstDirectiveNode {
  const value = required.selections.map((selection) => print(selection)).join(' ');
  return {
    ...directive,
    arguments: (directive.arguments ?? []).map((argument) =>
      argument.name.value === 'requires' ? { ...argument, value: { kind: Kind.STRING, value } } : argument,
    ),
  };
}

/** A text or a name that a directive is given. */
export function argumentOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = given.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** The names of the subgraphs, by the values of `join__Graph`. */
export function subgraphNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const graphs = definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph' ? (node.values ?? []) : [],
  );
  return new Map(
    graphs.flatMap(({ name, directives = [] }) =>
      directives.flatMap((directive) => {
        const subgraph = argumentOf(directive, 'name');
        return subgraph === undefined ? [] : [[name.value, subgraph]];
      }),
    ),
  );
}
