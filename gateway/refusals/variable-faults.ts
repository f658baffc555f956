import {
  coerceInputValue,
  getNullableType,
  GraphQLError,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { kindOfValue } from '../../platform/kinds.ts';
import { REQUEST_FAULTS } from '../request-faults.ts';
import { suggestionOf } from '../limits/suggestions.ts';
import { expectedForm, wrongKind } from './expected-form.ts';
import { quoted, toldName } from './told-name.ts';

/** Faults that are told of one request: a long list may hold as many as it has elements. */
const MAX_FAULTS = 20;

class Enough extends Error {}

/**
 * Why variables are refused, one error a fault, in French: which variable and where in it, what it takes, and the kind of
 * what came. Never the value: an address, a token or a number may be in any variable, also in the wrong one.
 */
export function variableFaults(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  const faults: GraphQLError[] = [];
  const tell = (definition: VariableDefinitionNode, sentence: string): void => {
    const message = `${REQUEST_FAULTS.BAD_USER_INPUT} : ${sentence}`;
    const extensions = { code: 'BAD_USER_INPUT', http: { status: 400 } };
    faults.push(new GraphQLError(message, { nodes: definition, extensions }));
    if (faults.length === MAX_FAULTS) throw new Enough();
  };
  try {
    for (const definition of definitions) {
      const type = typeFromAST(schema, definition.type);
      if (isInputType(type)) faultsOf({ definition, type, given, tell: (sentence) => tell(definition, sentence) });
    }
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return faults;
}

interface OneVariable {
  readonly definition: VariableDefinitionNode;
  readonly type: GraphQLInputType;
  readonly given: Readonly<Record<string, unknown>>;
  readonly tell: (sentence: string) => void;
}

function faultsOf({ definition, type, given, tell }: OneVariable): void {
  const name = definition.variable.name.value;
  if (!Object.hasOwn(given, name)) {
    if (definition.defaultValue === undefined && isNonNullType(type)) tell(missing(`$${name}`, type));
    return;
  }
  coerceInputValue(given[name], type, (path, value, error) => {
    const place = `$${name}${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`;
    tell(faultAt({ place, value, type: typeAt(type, path), message: error.message }));
  });
}

/** The type of the place that a path leads to; one value for a list of one has no index in its path. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  let at = type;
  for (const key of path) {
    at = getNullableType(at);
    while (typeof key === 'string' && isListType(at)) at = getNullableType(at.ofType);
    if (isListType(at)) at = at.ofType;
    else if (isInputObjectType(at)) at = at.getFields()[key]?.type ?? at;
  }
  return at;
}

interface Fault {
  readonly place: string;
  readonly value: unknown;
  readonly type: GraphQLInputType;
  /** In the words of graphql-js. */
  readonly message: string;
}

function faultAt(fault: Fault): string {
  const { place, value, type, message } = fault;
  if (value === null || value === undefined)
    return `${quoted(place)} ne peut pas valoir null : attendu ${expectedForm(type)}.`;
  const held = Array.isArray(value) ? type : itemOf(type);
  const named = getNullableType(held);
  if (isInputObjectType(named) && typeof value === 'object' && !Array.isArray(value)) return faultIn(named, fault);
  const suggestion = isEnumType(named) ? suggestionOf(message) : '';
  return `${quoted(place)} attend ${expectedForm(held)} ; reçu : ${wrongKind(kindOfValue(value), held)}.${suggestion}`;
}

/** Of an object that is one: its fields. */
function faultIn(object: GraphQLInputObjectType, { place, message }: Fault): string {
  const [, lacking = ''] = /^Field "(\w+)" of required type /.exec(message) ?? [];
  const required = object.getFields()[lacking];
  if (required !== undefined) return missing(`${place}.${required.name}`, required.type);
  const [, unknown] = /^Field "(.*)" is not defined by type /s.exec(message) ?? [];
  if (unknown === undefined) return `${quoted(place)} veut un seul des champs de ${quoted(object.name)}, et non null.`;
  const of = `${quoted(place)}, de type ${quoted(object.name)},`;
  return `${of} n’a pas de champ ${toldName(unknown)}.${suggestionOf(message)}`;
}

function itemOf(type: GraphQLInputType): GraphQLInputType {
  const nullable = getNullableType(type);
  return isListType(nullable) ? itemOf(nullable.ofType) : type;
}

function missing(place: string, type: GraphQLInputType): string {
  return `${quoted(place)} est obligatoire et n’est pas donné : attendu ${expectedForm(type)}.`;
}
