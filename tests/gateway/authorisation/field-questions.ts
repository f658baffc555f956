import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** One operation that asks one field. */
export interface FieldQuestion {
  readonly coordinate: string;
  readonly query: string;
  /** The fields from the root to it, as `Type.field`, itself last. */
  readonly path: readonly string[];
}

interface Step {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** A question for every field of every object of a schema, by the shortest way from a root. */
export function fieldQuestions(schema: GraphQLSchema): readonly FieldQuestion[] {
  const ways = waysTo(schema);
  return [...ways].flatMap(([type, way]) =>
    Object.values(type.getFields()).map((field) => questionOf(schema, [...way, { type, field }])),
  );
}

function waysTo(schema: GraphQLSchema): ReadonlyMap<GraphQLObjectType, readonly Step[]> {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((root) => root !== null && root !== undefined);
  const ways = new Map<GraphQLObjectType, readonly Step[]>(roots.map((root) => [root, []]));
  for (const [type, way] of ways) {
    for (const field of Object.values(type.getFields())) {
      const given = getNamedType(field.type);
      if (isObjectType(given) && !ways.has(given)) ways.set(given, [...way, { type, field }]);
    }
  }
  return ways;
}

function questionOf(schema: GraphQLSchema, way: readonly Step[]): FieldQuestion {
  const last = way.at(-1);
  if (last === undefined) throw new Error('A way has a field at least.');
  const isLeaf = !('getFields' in getNamedType(last.field.type)) && !('getTypes' in getNamedType(last.field.type));
  const text = way.reduceRight(
    (below, { field }) => `${field.name}${argumentsOf(field)}${below === '' ? '' : ` { ${below} }`}`,
    isLeaf ? '' : '__typename',
  );
  const operation = way[0]?.type === schema.getMutationType() ? 'mutation' : 'query';
  const path = way.map(({ type, field }) => `${type.name}.${field.name}`);
  return { coordinate: path.at(-1) ?? '', query: `${operation} { ${text} }`, path };
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(isRequiredArgument).map(({ name, type }: GraphQLArgument) => `${name}: ${literal(type)}`);
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
  }
  if (type.name === 'Int' || type.name === 'Float') return '1';
  if (type.name === 'Boolean') return 'true';
  return type.name === 'DateTime' ? '"2026-01-01T10:00:00+01:00"' : '"2026-01-01"';
}
