import { isNonNullType, isScalarType, typeFromAST, type GraphQLSchema, type VariableDefinitionNode } from 'graphql';

/** Values that a built-in scalar takes as they are; what is not plainly one is left to the specification's coercion. */
const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Int: (value) => typeof value === 'number' && (value | 0) === value,
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
};

interface PlainVariable {
  readonly name: string;
  readonly isNullable: boolean;
  readonly isPlain: (value: unknown) => boolean;
}

/**
 * Whether variables are valid, told without the general coercion: `false` says nothing. Only for operations whose
 * variables are built-in scalars without default; `null` for any other.
 */
export function plainVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): ((given: Readonly<Record<string, unknown>>) => boolean) | null {
  const variables: PlainVariable[] = [];
  for (const { variable, type: node, defaultValue } of definitions) {
    const type = typeFromAST(schema, node);
    const named = isNonNullType(type) ? type.ofType : type;
    const isPlain = isScalarType(named) ? PLAIN[named.name] : undefined;
    if (isPlain === undefined || defaultValue !== undefined) return null;
    variables.push({ name: variable.name.value, isNullable: !isNonNullType(type), isPlain });
  }
  return (given) =>
    variables.every(({ name, isNullable, isPlain }) => {
      const value = given[name];
      return isPlain(value) || (isNullable && (value === null || value === undefined));
    });
}
