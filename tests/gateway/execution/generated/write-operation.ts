import {
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isUnionType,
  parse,
  validate,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { namedField, newLevel, type Level } from './answer-names.ts';
import type { Choice, OperationChoice } from './operation-choices.ts';
import { othersOf, writtenArguments, type Variables } from './operation-values.ts';
import { itemAt } from './random.ts';

export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  /** The variables of other clients who ask it under the same conditions. */
  readonly others?: readonly Readonly<Record<string, unknown>>[];
}

const MAX_DEPTH = 6;

/** The operation of a choice over a schema; always valid. */
export function writtenOperation(schema: GraphQLSchema, choice: OperationChoice): GeneratedOperation {
  const { operation, reused } = operationOf(schema, choice, true);
  // A fragment written at one place may clash at another: only then is the operation to be validated.
  if (!reused || validate(schema, parse(operation.query)).length === 0) return operation;
  return operationOf(schema, choice, false).operation;
}

interface Writer {
  readonly schema: GraphQLSchema;
  readonly variables: Variables;
  /** Named fragments by type condition: a second spread of the same condition uses the first's. */
  readonly fragments: Map<string, { readonly on: GraphQLCompositeType; text: string }>;
  readonly reuse: boolean;
  reused: boolean;
  aliases: number;
}

interface Place {
  readonly type: GraphQLCompositeType;
  readonly level: Level;
  readonly depth: number;
}

function operationOf(
  schema: GraphQLSchema,
  choice: OperationChoice,
  reuse: boolean,
): { readonly operation: GeneratedOperation; readonly reused: boolean } {
  const variables: Variables = { declared: new Map(), given: new Map(), others: new Map() };
  const writer: Writer = { schema, variables, fragments: new Map(), reuse, reused: false, aliases: 0 };
  const mutation = choice.mutation ? schema.getMutationType() : undefined;
  const type = mutation ?? schema.getQueryType();
  if (type == null) throw new Error('A schema has queries.');
  const selections = written(writer, { type, level: newLevel(), depth: 0 }, choice.roots);
  const asked =
    mutation === undefined || mutation === null ? introspected(choice.introspection, selections) : selections;
  const declared = [...variables.declared.values()].join(', ');
  const head = `${mutation ? 'mutation' : 'query'} Asked${declared === '' ? '' : `(${declared})`}`;
  const fragments = [...writer.fragments].map(([name, { on, text }]) => `fragment ${name} on ${on.name} ${text}`);
  const others = choice.another ? ['query Another { __typename }'] : [];
  const operation = {
    query: [`${head} ${asked}`, ...others, ...fragments].join('\n'),
    variables: Object.fromEntries(variables.given),
    operationName: choice.another || choice.introspection % 2 === 0 ? 'Asked' : undefined,
    others: othersOf(variables),
  };
  return { operation, reused: writer.reused };
}

function introspected(choice: number, selections: string): string {
  if (choice === 18) return selections.replace('{', '{ __schema { queryType { name } }');
  return choice === 19 ? selections.replace('{', '{ known: __type(name: "Box") { kind fields { name } }') : selections;
}

function written(writer: Writer, place: Place, choices: readonly Choice[]): string {
  const selections = choices.map((choice) => selectionOf(writer, place, choice));
  if (selections.length === 0) selections.push(leafOf(writer, place));
  return `{ ${selections.join(' ')} }`;
}

function leafOf(writer: Writer, { type, level }: Place): string {
  const typename = { parent: type, meaning: '__typename', type: stringType(writer.schema) };
  return namedField(level, '__typename', typename) === undefined ? `a${writer.aliases++}: __typename` : '__typename';
}

function selectionOf(writer: Writer, place: Place, choice: Choice): string {
  const { form } = choice;
  if (form < 13 && !isUnionType(place.type)) return fieldOf(writer, place, choice);
  if (form === 13) return typenameOf(writer, place, choice);
  if (place.depth >= MAX_DEPTH) return leafOf(writer, place);
  const directive = directiveOf(writer, choice);
  if (form === 14) return `...${directive} ${written(writer, { ...place, depth: place.depth + 1 }, choice.below)}`;
  const on = conditionOf(writer, place.type, choice.pick);
  if (form < 18) {
    return `... on ${on.name}${directive} ${written(writer, { ...place, type: on, depth: place.depth + 1 }, choice.below)}`;
  }
  return `...${namedFragment(writer, { ...place, type: on, depth: place.depth + 1 }, choice)}${directive}`;
}

function conditionOf({ schema }: Writer, type: GraphQLCompositeType, pick: number): GraphQLCompositeType {
  const conditions = Object.values(schema.getTypeMap()).filter(
    (other) => isCompositeType(other) && !other.name.startsWith('__') && doTypesOverlap(schema, type, other),
  ) as GraphQLCompositeType[];
  return itemAt(conditions, pick);
}

function namedFragment(writer: Writer, place: Place, { below, values }: Choice): string {
  const known = [...writer.fragments].find(([, { on, text }]) => on === place.type && text !== '');
  if (known !== undefined && writer.reuse && values % 2 === 0) {
    writer.reused = true;
    return known[0];
  }
  const name = `Part${writer.fragments.size}`;
  const fragment = { on: place.type, text: '' };
  writer.fragments.set(name, fragment);
  fragment.text = written(writer, place, below);
  return name;
}

function typenameOf(writer: Writer, { type, level }: Place, { alias }: Choice): string {
  const name = alias < 8 ? '__typename' : itemAt(['id', 'kind', 'name'], alias);
  const asked = { parent: type, meaning: '__typename', type: stringType(writer.schema) };
  if (namedField(level, name, asked) === undefined) return `a${writer.aliases++}: __typename`;
  return name === '__typename' ? name : `${name}: __typename`;
}

function stringType(schema: GraphQLSchema) {
  const type = schema.getType('String');
  if (type === undefined || !('serialize' in type)) throw new Error('A schema has strings.');
  return type;
}

function fieldOf(writer: Writer, place: Place, choice: Choice): string {
  const { type, level, depth } = place;
  if (isUnionType(type)) throw new Error('A union has no fields.');
  const fields = Object.values(type.getFields());
  const able = depth < MAX_DEPTH ? fields : fields.filter((field) => !isCompositeType(getNamedType(field.type)));
  if (able.length === 0) return leafOf(writer, place);
  const field = itemAt(able, choice.pick);
  const suffix = writtenArguments(field.args, choice.values, writer.variables);
  const asked = { parent: type, meaning: `${field.name}${suffix}`, type: field.type };
  let name = aliasOf(writer, fields, { field, alias: choice.alias });
  let below = namedField(level, name, asked);
  if (below === undefined) below = namedField(level, (name = `a${writer.aliases++}`), asked);
  if (below === undefined) throw new Error('A new name is free.');
  const head = `${name === field.name ? '' : `${name}: `}${field.name}${suffix}${directiveOf(writer, choice)}`;
  const named = getNamedType(field.type);
  return isCompositeType(named)
    ? `${head} ${written(writer, { type: named, level: below, depth: depth + 1 }, choice.below)}`
    : head;
}

/** Often the name of another field, of this type or of any. */
function aliasOf(
  writer: Writer,
  fields: readonly GraphQLField<unknown, unknown>[],
  { field, alias }: { readonly field: GraphQLField<unknown, unknown>; readonly alias: number },
): string {
  if (alias < 9) return field.name;
  if (alias < 12) return itemAt(fields, alias + field.name.length).name;
  return alias < 15
    ? itemAt(['id', 'name', 'code', 'size', 'place', 'region', 'ref'], alias + writer.aliases)
    : `a${writer.aliases++}`;
}

function directiveOf({ variables }: Writer, { directive, values }: Choice): string {
  if (directive < 18) return '';
  if (directive === 18) return ' @include(if: true)';
  if (directive === 19) return values % 2 === 0 ? ' @skip(if: false)' : ' @skip(if: true)';
  const name = `c${values % 3}`;
  variables.declared.set(name, `$${name}: Boolean!`);
  variables.given.set(name, values % 3 !== 1);
  return directive % 2 === 0 ? ` @include(if: $${name})` : ` @skip(if: $${name})`;
}
