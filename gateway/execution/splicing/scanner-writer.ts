import { named } from '../code-generation.ts';
import type { AnswerShape, FieldShape, LeafShape, ObjectShape, Requirement, TypeShape } from '../program.ts';
import { scanBoolean, scanEnum, scanFloat, scanInt, scanScalar, scanString, type ScanLeaf } from './scan-leaf.ts';
import { Unspliceable, type SplicedFetch } from './spliced-fetch.ts';
import type { Views } from './views.ts';

/** More functions than this are not worth compiling. */
const MAX_FUNCTIONS = 400;

/** The code of one program's scanners, as it is written. */
export interface ScannerWriter {
  readonly code: string[];
  /** Scanners of leaves, given to the code by number. */
  readonly leaves: ScanLeaf[];
  names: number;
  /** How many kinds of objects are looked up among those read before. */
  remembered: number;
  readonly fetches: readonly SplicedFetch[];
  readonly views: Views;
}

/** Where code is written for: an object of a fetch's answer. */
export interface ObjectPlace {
  readonly fetch: SplicedFetch;
  readonly path: string;
  readonly answer: AnswerShape;
  /** What the client asks of it; `null` when it is only required, and at a level, which has views. */
  readonly client: ObjectShape | null;
  /** Variables that receive what represents it for other fetches. */
  readonly captures: readonly Capture[];
  /** Its text is taken as it is by who reads it: no part is made of it. */
  readonly isCopied?: boolean;
}

/** A nested object that a representation needs: its text is put into a variable. */
export interface Capture {
  readonly variable: string;
  readonly selections: readonly Requirement[];
}

export function fresh(writer: ScannerWriter, prefix: string): string {
  writer.names += 1;
  return `${prefix}${writer.names}`;
}

export function addFunction(writer: ScannerWriter, name: string, code: string): void {
  if (writer.code.length >= MAX_FUNCTIONS) throw new Unspliceable('too many objects');
  writer.code.push(`function ${name}(){${code}}`);
}

/** A text as it is written in the code. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

/** `"key":`, its name checked. */
export function keyText(name: string): string {
  return `"${named(name)}":`;
}

/** V8 copies so many characters faster than it looks for them. */
const SHORT = 12;

/** Whether the text stands at `p`. V8's `startsWith`, character by character, costs twice to three times as much. */
function standsAt(text: string): string {
  const written = literal(text);
  return text.length > SHORT ? `s.indexOf(${written},p)===p` : `s.slice(p,p+${text.length})===${written}`;
}

/** Gives up unless the text stands at `p`. */
export function expectCode(text: string): string {
  return `if(!(${standsAt(text)}))return;`;
}

/** The rest of a string whose first quote stands at `p`. */
export const STRING_CODE = `p=esc?escaped(s,p+1):s.indexOf('"',p+1)+1;if(p<1)return;`;

/** Reads a value at `p`: a string in place, as most are, another leaf by its scanner. */
export function leafCode(writer: ScannerWriter, leaf: LeafShape | null): string {
  const scan = leafScanner(leaf);
  if (scan === scanString) {
    return `if(s.charCodeAt(p)!==34)return;${STRING_CODE}`;
  }
  let at = writer.leaves.indexOf(scan);
  if (at === -1) at = writer.leaves.push(scan) - 1;
  return `p=leaf${at}(s,p,esc);if(p<0)return;`;
}

/** Whether a value is always a string. */
export function isString({ nonNull, list }: TypeShape, leaf: LeafShape | null): boolean {
  return nonNull && list === null && leafScanner(leaf) === scanString;
}

function leafScanner(leaf: LeafShape | null): ScanLeaf {
  if (leaf === null) return scanScalar;
  switch (leaf.kind) {
    case 'String':
    case 'ID':
      return scanString;
    case 'Int':
      return scanInt;
    case 'Float':
      return scanFloat;
    case 'Boolean':
      return scanBoolean;
    case 'custom':
      return scanScalar;
    case 'enum':
      return scanEnum(leaf.values);
  }
}

/**
 * Whether the object's text in the answer is the client's own: the same keys in the same order, nothing more, and
 * nothing that another fetch gives, down to the leaves.
 */
export function isPlain(place: ObjectPlace): boolean {
  const { fetch, path, answer, client } = place;
  if (client === null || hasHoles(place)) return false;
  return [...answer.fields].every(([type, fields]) => {
    const asked = client.fields.get(type);
    if (asked === undefined) return true;
    if (asked.length !== fields.length || asked.length === 0) return false;
    return fields.every((field, at) => {
      const own: FieldShape | undefined = asked[at];
      if (own === undefined || own.responseName !== field.key) return false;
      if (own.kind === 'typename') return field.isTypename;
      if (own.kind === 'introspection' || own.kind === 'forbidden') return false;
      if (own.key !== field.key || field.isTypename) return false;
      if (field.below === null) return own.kind === 'leaf';
      const below = { fetch, path: pathBelow(path, field.key), answer: field.below, client: own.shape, captures: [] };
      return own.kind === 'object' && isPlain(below);
    });
  });
}

/** Whether some of the object's text is another fetch's. */
export function hasHoles({ fetch, path }: Pick<ObjectPlace, 'fetch' | 'path'>): boolean {
  return fetch.children.some((child) => child.path === path || child.path.startsWith(pathBelow(path, '')));
}

export function pathBelow(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
