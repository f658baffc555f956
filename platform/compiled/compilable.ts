import {
  type ASTNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInputObjectType,
  isEnumType,
  isObjectType,
  isSpecifiedScalarType,
  Kind,
  OperationTypeNode,
  typeFromAST,
  visit,
  type DocumentNode,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';

/**
 * Whether the compiler is known to give graphql-js' own answer to an operation, when it gives one without errors.
 *
 * It is not for: mutations and introspection; `@skip` and `@include` (conditions of two fragments on one field are
 * mixed up; the gateway decides them before it asks); names that its generated code would take one for another, or for
 * the prototype of an object; variables within a literal; defaults of variables that are not plain JSON; an input that holds itself; a schema with `isTypeOf` (an exception of
 * it would never be answered).
 */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation === undefined || operations.length > 1 || operation.operation !== OperationTypeNode.QUERY) return false;
  if (!(operation.variableDefinitions ?? []).every((definition) => isPlainVariable(schema, definition))) return false;
  return isDistinct(schema) && plainKeys(schema, document);
}

function isPlainVariable(schema: GraphQLSchema, { defaultValue, type, variable }: VariableDefinitionNode): boolean {
  if (variable.name.value === '__proto__') return false;
  if (isRecursive(namedTypeOf(schema, type))) return false;
  if (defaultValue === undefined) return true;
  const known = type.kind === Kind.NAMED_TYPE ? typeFromAST(schema, type) : undefined;
  return known !== undefined && (isEnumType(known) || isSpecifiedScalarType(known));
}

function namedTypeOf(schema: GraphQLSchema, type: TypeNode): GraphQLNamedType | undefined {
  return type.kind === Kind.NAMED_TYPE ? schema.getType(type.name.value) : namedTypeOf(schema, type.type);
}

/** Whether an input holds itself: the compiler would write its code without end. */
function isRecursive(type: GraphQLNamedType | undefined, above: readonly GraphQLNamedType[] = []): boolean {
  if (!isInputObjectType(type)) return false;
  if (above.includes(type)) return true;
  return Object.values(type.getFields()).some((field) => isRecursive(getNamedType(field.type), [...above, type]));
}

const distinct = new WeakMap<GraphQLSchema, boolean>();

/** The compiler names a field's resolver by its type and its name, joined. */
function isDistinct(schema: GraphQLSchema): boolean {
  const known = distinct.get(schema);
  if (known !== undefined) return known;
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
  const names = types.flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}${field}`));
  const own = types.filter(({ name }) => !name.startsWith('__'));
  const answer = new Set(names).size === names.length && own.every((type) => typeof type.isTypeOf !== 'function');
  distinct.set(schema, answer);
  return answer;
}

/**
 * Whether no two paths of the answer are the same once their keys, their type names and `idx0`, `idx1` … are joined by
 * `_`, as the compiler joins them: no key continues another one, or one of those names, after a `_`.
 */
function plainKeys(schema: GraphQLSchema, document: DocumentNode): boolean {
  const keys = new Set<string>();
  const found = { plain: true };
  visit(document, {
    Directive: () => (found.plain = false),
    Variable: (_node, _key, parent) => {
      if (isInLiteral(parent)) found.plain = false;
    },
    Field: ({ alias, name }) => {
      if (name.value === '__schema' || name.value === '__type') found.plain = false;
      keys.add(alias?.value ?? name.value);
    },
  });
  const isPart = (prefix: string) =>
    keys.has(prefix) || /^idx\d+$/.test(prefix) || getNamedType(schema.getType(prefix)) !== undefined;
  const continues = (name: string) => prefixes(name).some(isPart);
  const types = Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('__'));
  return found.plain && !keys.has('__proto__') && ![...keys].some(continues) && ![...types].some(continues);
}

/** A variable left out of a literal is null for the compiler, and not there for graphql-js. */
function isInLiteral(parent: ASTNode | readonly ASTNode[] | undefined): boolean {
  return parent !== undefined && (!('kind' in parent) || parent.kind === Kind.OBJECT_FIELD);
}

function prefixes(name: string): string[] {
  return [...name.matchAll(/_/g)].map(({ index }) => name.slice(0, index)).filter((prefix) => prefix !== '');
}
