import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLField,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** What a query made of a schema asks. */
export interface Choice {
  /** Of a type that may have objects below it for so many levels, when so many fields are written already. */
  readonly fields: (type: GraphQLCompositeType, depth: number, written: number) => readonly Field[];
  /** Of an abstract type besides: fragments of types that it may be. */
  readonly fragments: (type: GraphQLAbstractType) => readonly Fragment[];
}

interface Fragment {
  readonly type: string;
  /** Without arguments, hence without variables that the same field elsewhere has not. */
  readonly fields: readonly string[];
}

/** The text of a query that asks these root fields, each required argument being a variable, and below them what is chosen. */
export function madeUpQuery(name: string, roots: readonly Field[], depth: number, choice: Choice): string {
  const writer: Writer = { choice, variables: [], written: 0 };
  const fields = roots.map((field) => written(writer, field, depth));
  const variables = writer.variables.length > 0 ? `(${writer.variables.join(', ')})` : '';
  return `query ${name}${variables} { ${fields.join(' ')} }`;
}

/** Whether it has fields below it. */
export const isObject = ({ type }: Field): boolean => isCompositeType(getNamedType(type));

/** The fields of an object type or an interface; a union has none. */
export const fieldsOf = (type: GraphQLCompositeType): readonly Field[] =>
  'getFields' in type ? Object.values(type.getFields()) : [];

interface Writer {
  readonly choice: Choice;
  readonly variables: string[];
  written: number;
}

function written(writer: Writer, field: Field, depth: number): string {
  writer.written += 1;
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
  const texts = writer.choice.fields(type, depth, writer.written).map((field) => written(writer, field, depth));
  if (!isAbstractType(type)) return texts.length > 0 ? texts : ['__typename'];
  const fragments = writer.choice.fragments(type);
  for (const { fields } of fragments) writer.written += fields.length;
  return ['__typename', ...texts, ...fragments.map(fragmentText)];
}

function fragmentText({ type, fields }: Fragment): string {
  return `... on ${type} { ${fields.length > 0 ? fields.join(' ') : '__typename'} }`;
}
