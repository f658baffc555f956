import {
  getNullableType,
  GraphQLInt,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isScalarType,
  parseType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { quoted } from './told-name.ts';

/** Of scalars: what to write in French, and a good one. */
const SCALARS: Readonly<Record<string, readonly [what: string, example: string]>> = {
  String: ['un texte', '"Agen"'],
  ID: ['un identifiant', '"47001"'],
  Int: ['un nombre entier', '20'],
  Float: ['un nombre', '44.2033'],
  Boolean: ['un booléen', 'true'],
  Date: ['une date', '"2026-11-23"'],
  DateTime: ['un instant', '"2026-11-23T14:30:00+01:00"'],
};

/** What a place takes, with its type and, where the type has one, a good value: « un texte (« String! »), par exemple "Agen" ». */
export function expectedForm(type: GraphQLInputType): string {
  const example = exampleOf(type);
  return `${whatOf(type)} (${quoted(String(type))})${example === null ? '' : `, par exemple ${example}`}`;
}

/** The kind of a wrong value, and what is wrong with one that is of the right kind. */
export function wrongKind(kind: string, type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (kind === 'un texte' && isEnumType(nullable)) return 'un texte qui n’est pas une de ses valeurs';
  if (kind === 'un texte' && isScalarType(nullable) && /^Date/.test(nullable.name)) return 'un texte d’une autre forme';
  if (kind === 'un nombre entier' && nullable === GraphQLInt)
    return 'un nombre hors de ses bornes (de -2147483648 à 2147483647)';
  return kind;
}

/** A type of inputs as it is written, e.g. `[ID!]`; `undefined` of any other. */
export function inputTypeOf(written: string, schema: GraphQLSchema): GraphQLInputType | undefined {
  const type = typeFromAST(schema, parseType(written, { noLocation: true }));
  return isInputType(type) ? type : undefined;
}

function whatOf(type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return 'une liste';
  if (isInputObjectType(nullable)) return 'un objet';
  if (isEnumType(nullable)) return 'une valeur de l’énumération';
  return SCALARS[nullable.name]?.[0] ?? 'une valeur';
}

function exampleOf(type: GraphQLInputType): string | null {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = exampleOf(nullable.ofType);
    return item === null ? null : `[${item}]`;
  }
  return 'name' in nullable ? (SCALARS[nullable.name]?.[1] ?? null) : null;
}
