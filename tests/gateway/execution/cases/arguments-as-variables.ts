import {
  Kind,
  parse,
  print,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';

interface Written {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Gives every argument of a field that is written out by a variable. */
export function argumentsAsVariables(schema: GraphQLSchema, query: string, variables: Written['variables']): Written {
  const info = new TypeInfo(schema);
  const given: Record<string, unknown> = { ...variables };
  const added: VariableDefinitionNode[] = [];
  const document = visit(
    parse(query),
    visitWithTypeInfo(info, {
      Directive: () => false,
      VariableDefinition: () => false,
      Argument: (node) => {
        const type = info.getInputType();
        if (!type || print(node.value).includes('$')) return undefined;
        const name = `given${added.length}`;
        given[name] = valueFromASTUntyped(node.value);
        added.push(definition(name, String(type)));
        return { ...node, value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } };
      },
    }),
  );
  const declared = visit(document, {
    OperationDefinition: (node) => ({ ...node, variableDefinitions: [...(node.variableDefinitions ?? []), ...added] }),
  });
  return { query: print(declared), variables: given };
}

function definition(name: string, type: string): VariableDefinitionNode {
  const [operation] = parse(`query ($${name}: ${type}) { a }`, { noLocation: true }).definitions;
  const written = operation?.kind === Kind.OPERATION_DEFINITION ? operation.variableDefinitions?.[0] : undefined;
  if (written === undefined) throw new Error('A variable was written.');
  return written;
}
