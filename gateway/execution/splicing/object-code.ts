import { named } from '../code-generation.ts';
import type { AnswerField, FieldShape, TypeShape, ValueShape } from '../program.ts';
import { assemblyCode } from './assembly-code.ts';
import { isWorthRemembering, keyCode, rememberedCode } from './remembering.ts';
import { capturedCode, childCaptures, keptTexts, representationCode } from './representation-code.ts';
import {
  addFunction,
  expectCode,
  fresh,
  hasHoles,
  isPlain,
  isString,
  keyText,
  leafCode,
  literal,
  pathBelow,
  STRING_CODE,
  type Capture,
  type ObjectPlace,
  type ScannerWriter,
} from './scanner-writer.ts';
import { partCode, valueCode } from './value-code.ts';
import { childrenOn, refuseOtherwiseJoined } from './provided.ts';
import { requirementsFor, type TypedObject } from './requirements.ts';
import { Unspliceable } from './spliced-fetch.ts';
import { viewsOf } from './views.ts';

/**
 * Writes the function that reads one object at `p` (never null) and gives its part of the answer, or nothing at the first
 * sign of anything unexpected. At the root of a fetch's answer (`isLevel`) it gives the runs of its fields instead.
 */
export function objectFunction(writer: ScannerWriter, place: ObjectPlace, isLevel: boolean): string {
  const name = fresh(writer, isLevel ? 'l' : 'o');
  const { requires } = place.fetch.step;
  const isAsked = (type: string): boolean =>
    isLevel
      ? requires === null || requirementsFor(requires, type).length > 0
      : (place.client?.fields.has(type) ?? true);
  const types = [...place.answer.fields.keys()].filter(isAsked);
  if (types.length === 0) throw new Unspliceable('no common type');
  const functions = types.map((type) => [type, typeFunction(writer, { ...place, type }, isLevel)] as const);
  const cases = functions.map(([type, code]) => `case ${literal(named(type))}:return ${code}();`).join('');
  if (isLevel) addFunction(writer, name, `switch(type){${cases}}`);
  else if (place.answer.isAbstract) {
    addFunction(writer, name, `${expectCode('{"__typename":"')}switch(s.slice(p+15,s.indexOf('"',p+15))){${cases}}`);
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
  const object: TypedObject = { fetch: place.fetch, path: place.path, type: place.type, fields };
  if (!isLevel) refuseOtherwiseJoined(object, writer.fetches);
  const asked = isLevel
    ? viewsOf(writer.views, place.fetch, place.type).flatMap(({ provided }) => provided.map(({ field: one }) => one))
    : (place.client?.fields.get(place.type) ?? []);
  const children = childrenOn(object);
  const isRemembered = isWorthRemembering(place, { fields, children, isLevel });
  const captured = childCaptures(writer, { place, children });
  // Found out where a leaf is read: an answer whose objects were read before is not looked through.
  const hasLeaves = fields.some(({ below, isTypename }) => below === null && !isTypename);
  let code = hasLeaves ? 'if(esc===null)esc=hasEscapes(s);' : '';
  const scanned: ScannedField[] = [];
  for (const [at, field] of fields.entries()) {
    const client = clientField(asked, field.key);
    const captures = captured.get(field.key) ?? [];
    const one = { field, client, number: fresh(writer, ''), isPlain: true };
    const { code: read, isPlain: plain } = fieldCode(writer, place, { ...one, at, captures });
    scanned.push({ ...one, isPlain: plain });
    code += read;
  }
  code += fields.length === 0 ? `${expectCode('{}')}p+=2;` : 'if(s.charCodeAt(p)!==125)return;p++;';
  const kept = keptTexts(place.fetch, place.type);
  const known = { type: place.type, scanned, captured, kept: isLevel ? kept : new Map<string, string>() };
  code += capturedCode(place.captures, known);
  const cuts: string[] = [];
  const cut = isRemembered ? (text: string) => `g[${cuts.push(text) - 1}]` : (text: string) => text;
  const represented = children.map((child) => representationCode(child, known, cut));
  code += represented.map(({ checks }) => checks).join('');
  const added = represented.map((one) => one.added).join('');
  const assembled = assemblyCode(writer, { place, type: place.type, asked, scanned, cut }, isLevel);
  if (isRemembered) code = rememberedCode(writer, { code, cuts, key: keyCode(place, { fields, children, isLevel }) });
  addFunction(writer, name, code + added + assembled);
  return name;
}

function clientField(asked: readonly FieldShape[], key: string): ValueShape | null {
  const values = asked.flatMap((each) => (each.kind === 'leaf' || each.kind === 'object' ? [each] : []));
  const [first = null, ...others] = values.filter((each) => each.key === key);
  if (others.some(({ shape }) => shape !== first?.shape)) throw new Unspliceable('an object of several selections');
  return first;
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
  const startOf = (expected: string) =>
    `${expectCode(expected)}const k${number}=p+1;p+=${key.length};const v${number}=p;`;
  const start = startOf(key);
  const end = `const e${number}=p;`;
  if (field.isTypename) {
    const value = `"${named(place.type)}"`;
    return { code: `${startOf(key + value)}p+=${value.length};${end}`, isPlain: true };
  }
  const type = client?.type ?? nullable(field.type);
  if (field.below === null) {
    if (client !== null && client.leaf === null) throw new Unspliceable('a leaf that is an object');
    if (isString(type, client?.leaf ?? null))
      return { code: `${startOf(`${key}"`)}${STRING_CODE}${end}`, isPlain: true };
    const leaf = leafCode(writer, client?.leaf ?? null);
    return { code: `${start}${valueCode(writer, { type, captures: [] }, () => leaf)}${end}`, isPlain: true };
  }
  if (client !== null && client.shape === null) throw new Unspliceable('an object that is a leaf');
  const path = pathBelow(place.path, field.key);
  const below = { fetch: place.fetch, path, answer: field.below, client: client?.shape ?? null, captures };
  const isCopied = client === null || isPlain(below);
  if (client === null && hasHoles(below)) throw new Unspliceable('entities of what the client does not ask');
  const read = objectFunction(writer, { ...below, isCopied }, false);
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
