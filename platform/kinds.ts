import { Kind, type ValueNode } from 'graphql';

const JAVASCRIPT: Readonly<Record<string, string>> = { string: 'un texte', boolean: 'un booléen', object: 'un objet' };

/**
 * What kind of value came, in French. Errors tell this instead of the value, which may be an address, a token or a
 * number that says whose it is.
 */
export function kindOfValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'une liste';
  if (typeof value === 'number') return kindOfNumber(value);
  return JAVASCRIPT[typeof value] ?? 'autre chose';
}

function kindOfNumber(value: number): string {
  if (!Number.isFinite(value)) return 'un nombre trop grand';
  return Number.isInteger(value) ? 'un nombre entier' : 'un nombre à virgule';
}

const LITERALS: Readonly<Record<ValueNode['kind'], string>> = {
  [Kind.STRING]: 'un texte',
  [Kind.INT]: 'un nombre entier',
  [Kind.FLOAT]: 'un nombre à virgule',
  [Kind.BOOLEAN]: 'un booléen',
  [Kind.NULL]: 'null',
  [Kind.LIST]: 'une liste',
  [Kind.OBJECT]: 'un objet',
  [Kind.ENUM]: 'un mot sans guillemets',
  [Kind.VARIABLE]: 'une variable',
};

/** The same of a value written in a document. */
export function kindOfLiteral({ kind }: ValueNode): string {
  return LITERALS[kind];
}
