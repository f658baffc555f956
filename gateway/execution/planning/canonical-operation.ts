import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  print,
  type FieldNode,
  type GraphQLCompositeType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { customDirectives } from './canonical-keys.ts';
import {
  scopesOf,
  sourceNames,
  uniformFields,
  type Scope,
  type Sources,
  type Specialisation,
} from './live-selections.ts';
import { MAX_DEPTH, nestedIntrospection, tooDeep, tooLarge } from './refusals.ts';

/** The fields asked under one key. */
interface Asked {
  readonly field: FieldNode;
  readonly sources: Set<SelectionSetNode>;
}

/** A level's text and how many fields it has, those below counted. */
interface Written {
  readonly text: string;
  readonly fields: number;
}

/**
 * The operation that is planned: without fragments, aliases of the client or conditions; `__typename` added where the
 * type is abstract; the variables it uses. `null` when it asks nothing of any subgraph.
 *
 * A level that several fields share is written once, so a chain of fragments that double costs what its text costs.
 */
export function canonicalOperation(
  of: Specialisation,
  root: GraphQLCompositeType,
  definition: OperationDefinitionNode,
): string | null {
  const writer = { of, named: sourceNames(), written: new Map<string, Written>(), variables: new Set<string>() };
  const { text, fields } = writtenLevel(writer, { type: root, sources: [definition.selectionSet], depth: 0 });
  if (fields === 0) return null;
  const variables = (definition.variableDefinitions ?? [])
    .filter(({ variable }) => writer.variables.has(variable.name.value))
    .map((node) => print(node));
  const name = definition.name === undefined ? '' : ` ${definition.name.value}`;
  return `${of.operation}${name}${variables.length > 0 ? `(${variables.join(', ')})` : ''} ${text}`;
}

interface Writer {
  readonly of: Specialisation;
  readonly named: (sources: Sources) => string;
  readonly written: Map<string, Written>;
  readonly variables: Set<string>;
}

interface Level {
  readonly type: GraphQLCompositeType;
  readonly sources: Sources;
  readonly depth: number;
}

function rememberedLevel(writer: Writer, level: Level): Written {
  const name = `${level.type.name} ${writer.named(level.sources)}`;
  const known = writer.written.get(name);
  if (known !== undefined) return known;
  const written = writtenLevel(writer, level);
  writer.written.set(name, written);
  return written;
}

function writtenLevel(writer: Writer, level: Level): Written {
  if (level.depth > MAX_DEPTH) throw tooDeep();
  const parts: string[] = [];
  let fields = 0;
  if (isAbstractType(level.type) && uniformFields(writer.of, level.type, level.sources) === null)
    parts.push('__typename');
  let unconditional: ReadonlyMap<string, Asked> = new Map();
  for (const scope of scopesOf(writer.of, level.type, level.sources)) {
    const asked = askedOf(writer.of, scope, level);
    const own = scope.type === level.type;
    if (own) unconditional = asked;
    const texts: string[] = [];
    for (const [key, { field, sources }] of asked) {
      const left = own ? [...sources] : notCovered(sources, unconditional.get(key));
      if (left === null) continue;
      const written = writtenField(writer, { scope, key, field }, { ...level, sources: left });
      fields += written.fields;
      if (fields > writer.of.maxFields) throw tooLarge(writer.of.maxFields);
      texts.push(written.text);
    }
    if (texts.length > 0) parts.push(own ? texts.join(' ') : `... on ${scope.type.name} { ${texts.join(' ')} }`);
  }
  return { text: `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`, fields };
}

function askedOf(
  { keys, operation, forbidden }: Specialisation,
  scope: Scope,
  { depth }: Level,
): ReadonlyMap<string, Asked> {
  const asked = new Map<string, Asked>();
  for (const field of scope.fields) {
    const name = field.name.value;
    if (name === '__typename' || forbidden.has(field)) continue;
    if (name.startsWith('__') && depth === 0) continue;
    if (name.startsWith('__')) throw nestedIntrospection(name);
    const key = operation === 'mutation' && depth === 0 ? keys.ownKeyOf(field) : keys.keyOf(scope.type.name, field);
    const sources = asked.get(key)?.sources ?? new Set();
    if (field.selectionSet !== undefined) sources.add(field.selectionSet);
    if (!asked.has(key)) asked.set(key, { field, sources });
  }
  return asked;
}

/** What a conditional field asks that the same unconditional field does not; `null` when that is nothing. */
function notCovered(sources: ReadonlySet<SelectionSetNode>, unconditional: Asked | undefined): Sources | null {
  if (unconditional === undefined) return [...sources];
  const left = [...sources].filter((source) => !unconditional.sources.has(source));
  return left.length === 0 ? null : left;
}

function writtenField(
  writer: Writer,
  { scope, key, field }: { readonly scope: Scope; readonly key: string; readonly field: FieldNode },
  { sources, depth }: Level,
): Written {
  const name = field.name.value;
  const definition = 'getFields' in scope.type ? scope.type.getFields()[name] : undefined;
  if (definition === undefined)
    throw new Error(`A validated operation has no unknown field: ${scope.type.name}.${name}`);
  const inputs = [field, ...customDirectives(field)].flatMap((node) => node.arguments ?? []);
  for (const { value } of inputs) for (const variable of variablesIn(value)) writer.variables.add(variable);
  const text = `${key === name ? '' : `${key}: `}${name}${writer.of.keys.suffixOf(field)}`;
  const type = getNamedType(definition.type);
  if (!isCompositeType(type)) return { text, fields: 1 };
  const below = rememberedLevel(writer, { type, sources, depth: depth + 1 });
  return { text: `${text} ${below.text}`, fields: 1 + below.fields };
}

function variablesIn(value: ValueNode): readonly string[] {
  if (value.kind === Kind.VARIABLE) return [value.name.value];
  if (value.kind === Kind.LIST) return value.values.flatMap(variablesIn);
  return value.kind === Kind.OBJECT ? value.fields.flatMap((field) => variablesIn(field.value)) : [];
}
