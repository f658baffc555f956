import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/** Small enough to be planned in some milliseconds, large enough to cross subgraphs. */
const MOST_FIELDS = 32;
const DEPTH = 4;
const LEAVES = 4;
const OBJECTS = 2;
/** Possible types of an abstract one that have a fragment. */
const FRAGMENTS = 2;

type Field = GraphQLField<unknown, unknown>;

interface Writer {
  readonly schema: GraphQLSchema;
  /** What is chosen where there is a choice. */
  readonly turn: number;
  readonly variables: string[];
  left: number;
}

/**
 * An operation such as a client might ask, made of the schema: each number gives another, and the numbers that follow one
 * another go through the root fields. `null` when there is nothing to ask.
 */
export function madeUpOperation(schema: GraphQLSchema, number: number): string | null {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  const root = roots[number % roots.length];
  if (root === undefined) return null;
  const writer: Writer = { schema, turn: Math.floor(number / roots.length), variables: [], left: MOST_FIELDS };
  const text = written(writer, root, DEPTH);
  const { variables } = writer;
  return `query MadeUp${number}${variables.length > 0 ? `(${variables.join(', ')})` : ''} { ${text} }`;
}

function written(writer: Writer, field: Field, depth: number): string {
  writer.left -= 1;
  const given = field.args.filter(isRequiredArgument).map(({ name, type }) => {
    const variable = `$v${writer.variables.length}`;
    writer.variables.push(`${variable}: ${String(type)}`);
    return `${name}: ${variable}`;
  });
  const name = given.length > 0 ? `${field.name}(${given.join(', ')})` : field.name;
  const type = getNamedType(field.type);
  return isCompositeType(type) ? `${name} { ${selections(writer, type, depth - 1).join(' ')} }` : name;
}

function selections(writer: Writer, type: GraphQLCompositeType, depth: number): readonly string[] {
  const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
  const leaves = fields.filter((field) => !isObject(field));
  const objects = depth > 0 && writer.left > 0 ? fields.filter(isObject) : [];
  const chosen = [...turned(writer, leaves, LEAVES), ...turned(writer, objects, OBJECTS)];
  const texts = chosen.map((field) => written(writer, field, depth));
  if (!isAbstractType(type)) return texts.length > 0 ? texts : ['__typename'];
  const possible = turned(writer, writer.schema.getPossibleTypes(type), FRAGMENTS);
  return ['__typename', ...texts, ...possible.map((one) => fragment(writer, one))];
}

/** Without arguments, hence without variables that the same field elsewhere has not. */
function fragment(writer: Writer, type: GraphQLCompositeType & { getFields: () => Record<string, Field> }): string {
  const plain = Object.values(type.getFields()).filter((field) => !isObject(field) && field.args.length === 0);
  const names = turned(writer, plain, LEAVES).map(({ name }) => name);
  writer.left -= names.length;
  return `... on ${type.name} { ${names.length > 0 ? names.join(' ') : '__typename'} }`;
}

const isObject = ({ type }: Field): boolean => isCompositeType(getNamedType(type));

/** Some of a list, others at each turn: sometimes one, sometimes as many as may be. */
function turned<T>({ turn }: Writer, all: readonly T[], most: number): readonly T[] {
  const count = Math.min(all.length, 1 + (turn % most));
  return Array.from({ length: count }, (_, at) => all[(turn + at) % all.length]).filter((one) => one !== undefined);
}
