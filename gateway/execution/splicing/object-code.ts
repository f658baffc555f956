import { named } from '../code-generation.ts';
import type { AnswerField, FieldShape, TypeShape, ValueShape } from '../program.ts';
import { assemblyCode, type Assembly } from './assembly-code.ts';
import { capturedCode, childCaptures, keptTexts, representationCode } from './representation-code.ts';
import {
  addFunction,
  fresh,
  hasHoles,
  isPlain,
  keyText,
  leafCode,
  literal,
  pathBelow,
  type Capture,
  type ObjectPlace,
  type ScannerWriter,
} from './scanner-writer.ts';
import { Unspliceable } from './splice-plan.ts';

/**
 * Writes the function that reads one object at `p` (never null) and gives its part of the answer, or nothing at the first
 * sign of anything unexpected. At the root of a fetch's answer (`isLevel`) it gives the runs of its fields instead.
 */
export function objectFunction(writer: ScannerWriter, place: ObjectPlace, isLevel: boolean): string {
  const name = fresh(writer, isLevel ? 'l' : 'o');
  const types = [...place.answer.fields.keys()].filter((type) => place.client?.fields.has(type) ?? true);
  if (types.length === 0) throw new Unspliceable('no common type');
  const functions = types.map((type) => [type, typeFunction(writer, { ...place, type }, isLevel)] as const);
  const cases = functions.map(([type, code]) => `case ${literal(named(type))}:return ${code}();`).join('');
  if (isLevel) addFunction(writer, name, `switch(type){${cases}}`);
  else if (place.answer.isAbstract) {
    addFunction(
      writer,
      name,
      `if(!s.startsWith(${literal('{"__typename":"')},p))return;switch(s.slice(p+15,s.indexOf('"',p+15))){${cases}}`,
    );
  } else return functions[0]?.[1] ?? name;
  return name;
}

type TypedPlace = ObjectPlace & { readonly type: string };

/** Variables of one key: where its quote is (`k`), its value's start (`v`) and end (`e`), and its part (`w`). */
export interface ScannedField {
  readonly field: AnswerField;
  readonly client: ValueShape | null;
  readonly number: string;
  readonly isPlain: boolean;
}

function typeFunction(writer: ScannerWriter, place: TypedPlace, isLevel: boolean): string {
  const name = fresh(writer, 't');
  const fields = place.answer.fields.get(place.type) ?? [];
  const [first] = fields;
  if (place.answer.isAbstract && !isLevel && first?.isTypename !== true) throw new Unspliceable('an unnamed type');
  const asked = place.client?.fields.get(place.type) ?? [];
  const childrenHere = place.fetch.children.filter(({ path }) => path === place.path);
  const captured = childCaptures(writer, { place, children: childrenHere });
  let code = '';
  const scanned: ScannedField[] = [];
  for (const [at, field] of fields.entries()) {
    const client = clientField(asked, field.key);
    const captures = captured.get(field.key) ?? [];
    const one = { field, client, number: fresh(writer, ''), isPlain: true };
    const { code: read, isPlain: plain } = fieldCode(writer, place, { ...one, at, captures });
    scanned.push({ ...one, isPlain: plain });
    code += read;
  }
  code += fields.length === 0 ? "if(!s.startsWith('{}',p))return;p+=2;" : 'if(s.charCodeAt(p)!==125)return;p++;';
  const kept = keptTexts(place.fetch, place.type);
  const known = { type: place.type, scanned, captured, kept: isLevel ? kept : new Map<string, string>() };
  code += capturedCode(place.captures, known);
  for (const child of childrenHere) code += representationCode(child, known);
  const assembly: Assembly = { place, type: place.type, asked, scanned };
  code += assemblyCode(writer, assembly, isLevel);
  addFunction(writer, name, code);
  return name;
}

function clientField(asked: readonly FieldShape[], key: string): ValueShape | null {
  const values = asked.flatMap((each) => (each.kind === 'leaf' || each.kind === 'object' ? [each] : []));
  return values.find((each) => each.key === key) ?? null;
}

interface FieldToRead extends ScannedField {
  /** Its place among the object's keys. */
  readonly at: number;
  readonly captures: readonly Capture[];
}

function fieldCode(
  writer: ScannerWriter,
  place: TypedPlace,
  { field, client, number, at, captures }: FieldToRead,
): { readonly code: string; readonly isPlain: boolean } {
  const key = `${at === 0 ? '{' : ','}${keyText(field.key)}`;
  const start = `if(!s.startsWith(${literal(key)},p))return;const k${number}=p+1;p+=${key.length};const v${number}=p;`;
  const end = `const e${number}=p;`;
  if (field.isTypename) {
    const value = `"${named(place.type)}"`;
    return { code: `${start}if(!s.startsWith(${literal(value)},p))return;p+=${value.length};${end}`, isPlain: true };
  }
  const type = client?.type ?? nullable(field.type);
  if (field.below === null) {
    if (client !== null && client.leaf === null) throw new Unspliceable('a leaf that is an object');
    const leaf = leafCode(writer, client?.leaf ?? null);
    return { code: `${start}${valueCode(writer, { type, captures: [] }, () => leaf)}${end}`, isPlain: true };
  }
  if (client !== null && client.shape === null) throw new Unspliceable('an object that is a leaf');
  const path = pathBelow(place.path, field.key);
  const below = { fetch: place.fetch, path, answer: field.below, client: client?.shape ?? null, captures };
  const isCopied = client === null || isPlain(below);
  if (client === null && hasHoles(below)) throw new Unspliceable('entities of what the client does not ask');
  const read = objectFunction(writer, below, false);
  const reset = captures.map(({ variable }) => `${variable}='null';`).join('');
  if (isCopied) {
    const code = valueCode(writer, { type, captures }, () => `if(${read}()===undefined)return;`);
    return { code: `${start}${reset}${code}${end}`, isPlain: true };
  }
  const code = partCode(writer, { type, captures, read, variable: `w${number}`, asList: hasHoles(below) });
  return { code: `${start}${reset}let w${number}='null';${code}${end}`, isPlain: false };
}

/** What only other fetches need is checked by what they need it for. */
function nullable({ list }: TypeShape): TypeShape {
  return { nonNull: false, list: list === null ? null : nullable(list) };
}

interface ValueToRead {
  readonly type: TypeShape;
  /** What each object leaves in their variables; a list leaves the texts of all, as a list. */
  readonly captures: readonly Capture[];
}

/** Reads a value, its nulls and lists; `element` reads what is in them. */
function valueCode(writer: ScannerWriter, { type, captures }: ValueToRead, element: () => string): string {
  const { list } = type;
  const inner = () => (list === null ? '' : valueCode(writer, { type: list, captures }, element));
  const value = list === null ? element() : listCode(writer, { captures, element: inner });
  if (type.nonNull) return value;
  return `if(s.charCodeAt(p)===110){if(!s.startsWith('null',p))return;p+=4;}else{${value}}`;
}

interface ListToRead {
  readonly captures: readonly Capture[];
  readonly element: () => string;
  /** Done between two elements. */
  readonly separate?: string;
}

function listCode(writer: ScannerWriter, { captures, element, separate = '' }: ListToRead): string {
  const code = fresh(writer, 'c');
  const lists = captures.map(({ variable }) => ({ variable, text: fresh(writer, 'b') }));
  const each = (written: (of: (typeof lists)[number]) => string): string => lists.map(written).join('');
  const one = `${each(({ variable }) => `${variable}='null';`)}${element()}${each(({ variable, text }) => `${text}+=${variable};`)}`;
  return (
    `${each(({ text }) => `let ${text}='[';`)}if(s.charCodeAt(p)!==91)return;p++;` +
    `if(s.charCodeAt(p)===93)p++;else for(;;){${one}` +
    `const ${code}=s.charCodeAt(p++);if(${code}===93)break;if(${code}!==44)return;` +
    `${each(({ text }) => `${text}+=',';`)}${separate}}${each(({ variable, text }) => `${variable}=${text}+']';`)}`
  );
}

interface PartToRead extends ValueToRead {
  /** The function that reads one object. */
  readonly read: string;
  readonly variable: string;
  /** Lists are arrays of parts, not texts. */
  readonly asList: boolean;
}

/** Reads a value whose text is not copied, its part into a variable that holds `null` before. */
function partCode(writer: ScannerWriter, part: PartToRead): string {
  const { type, captures, read, variable, asList } = part;
  const { list } = type;
  let value: string;
  if (list === null) {
    value = `${variable}=${read}();if(${variable}===undefined)return;`;
  } else {
    const [parts, element] = [fresh(writer, 'a'), fresh(writer, 'x')];
    const inner = () => `let ${element}='null';${partCode(writer, { ...part, type: list, variable: element })}`;
    const add = asList ? `${parts}.push(${element});` : `${parts}+=${element};`;
    const comma = asList ? `${parts}.push(',');` : `${parts}+=',';`;
    const close = asList ? `${parts}.push(']');` : `${parts}+=']';`;
    value = `let ${parts}=${asList ? "['[']" : "'['"};${listCode(writer, { captures, element: () => `${inner()}${add}`, separate: comma })}${close}${variable}=${parts};`;
  }
  if (type.nonNull) return value;
  return `if(s.charCodeAt(p)===110){if(!s.startsWith('null',p))return;p+=4;}else{${value}}`;
}
