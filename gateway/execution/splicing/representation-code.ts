import { named } from '../code-generation.ts';
import type { ScannedField } from './object-code.ts';
import { fresh, keyText, literal, type Capture, type ObjectPlace, type ScannerWriter } from './scanner-writer.ts';
import { keptFields, requirementsFor, type FieldRequirement } from './requirements.ts';
import { Unspliceable, type SplicedFetch } from './spliced-fetch.ts';

/** For each key of an object, what its value must leave in variables for representations. */
export type Captured = ReadonlyMap<string, readonly (Capture & { readonly owner: SplicedFetch | Capture })[]>;

export function childCaptures(
  writer: ScannerWriter,
  { place, children }: { place: ObjectPlace & { readonly type: string }; children: readonly SplicedFetch[] },
): Captured {
  const captured = new Map<string, (Capture & { readonly owner: SplicedFetch | Capture })[]>();
  const owners = [
    ...children.map((owner) => ({ owner, requires: owner.step.requires ?? [] })),
    ...place.captures.map((owner) => ({ owner, requires: owner.selections })),
  ];
  for (const { owner, requires } of owners) {
    for (const { name, selections } of requirementsFor(requires, place.type)) {
      if (selections === null) continue;
      const variable = fresh(writer, 'q');
      writer.code.push(`let ${variable}='null';`);
      const known = captured.get(name) ?? [];
      captured.set(name, [...known, { variable, selections, owner }]);
    }
  }
  return captured;
}

interface Scanned {
  readonly type: string;
  readonly scanned: readonly ScannedField[];
  readonly captured: Captured;
  /** Code of the text of each field that is not in the answer, but represented the object when it was asked. */
  readonly kept: ReadonlyMap<string, string>;
}

/** Puts the texts that an enclosing representation needs into their variables. */
export function capturedCode(captures: readonly Capture[], of: Scanned): string {
  return captures
    .map((capture) => {
      const { checks, text } = objectText(of, { owner: capture, requires: capture.selections });
      return `${checks}${capture.variable}=${text};`;
    })
    .join('');
}

/**
 * Adds the object's representation for a fetch, its position into `u` and the fetch's number: what is to be checked while
 * the object is read, and what is done once it is, of the text as `cut` gives it.
 */
export function representationCode(
  child: SplicedFetch,
  of: Scanned,
  cut: (expression: string) => string,
): { readonly checks: string; readonly added: string } {
  const requires = child.step.requires ?? [];
  const { checks, text, nulls, values } = objectText(of, { owner: child, requires });
  // One that has nothing but nulls stands for no entity: the general executor knows what to do.
  const empty = nulls === null ? '' : `if(${nulls.join('&&')})return;`;
  const slot = `slots[${child.step.id}]`;
  const names = child.isKept ? keptFields(child, { path: child.path, type: of.type }) : [];
  const kept = child.isKept ? `,[${names.map(({ name }) => values.get(name) ?? missing()).join(',')}]` : '';
  const added = `const u${child.step.id}=represented(${slot},${literal(named(of.type))},${cut(text)}${kept});`;
  return { checks: `${checks}${empty}`, added };
}

/** Where the texts are that represented the objects of a fetch, by name: of the entity whose number is in `n`. */
export function keptTexts(fetch: SplicedFetch, type: string): ReadonlyMap<string, string> {
  if (!fetch.isKept) return new Map();
  const names = keptFields(fetch, { path: fetch.path, type });
  return new Map(names.map(({ name }, at) => [name, `slots[${fetch.step.id}].kept[n][${at}]`]));
}

/** The text of an object's requirements, as `JSON.stringify` would write them. */
function objectText(
  { type, scanned, captured, kept }: Scanned,
  { owner, requires }: { owner: SplicedFetch | Capture; requires: Capture['selections'] },
) {
  let checks = '';
  const nulls: string[] = [];
  const values = new Map<string, string>();
  const fields = requirementsFor(requires, type).filter(({ name }) => name !== '__typename');
  const hasValue = fields.some(({ nonNull, selections }) => nonNull && selections === null);
  const texts = requirementsFor(requires, type).map(({ name, nonNull }, at) => {
    const key = `${at === 0 ? '{' : ','}${keyText(name)}`;
    if (name === '__typename') return literal(`${key}"${named(type)}"`);
    const field = scanned.find((each) => each.field.key === name);
    const again = kept.get(name);
    if (field === undefined && again === undefined) return missing();
    const isNull = field === undefined ? `${again ?? ''}==='null'` : `s.charCodeAt(v${field.number})===110`;
    if (nonNull) checks += `if(${isNull})return;`;
    nulls.push(isNull);
    const nested = captured.get(name)?.find((each) => each.owner === owner);
    const value = field === undefined ? again : (nested?.variable ?? `s.slice(v${field.number},e${field.number})`);
    if (value === undefined) return missing();
    values.set(name, value);
    return `${literal(key)}+${value}`;
  });
  if (texts.length === 0) throw new Unspliceable('a representation without fields');
  if (!hasValue) refuseDeeplyEmpty(scanned, fields);
  return { checks, text: `${texts.join('+')}+'}'`, nulls: hasValue ? null : nulls, values };
}

/** An object that holds nothing but nulls, deeper down, stands for no entity either: only the general executor sees it. */
function refuseDeeplyEmpty(scanned: readonly ScannedField[], fields: readonly FieldRequirement[]): void {
  for (const { name, selections } of fields) {
    if (selections === null) continue;
    const { field } = scanned.find((each) => each.field.key === name) ?? missing();
    if (field.type.list !== null || field.below === null) continue;
    for (const type of field.below.fields.keys()) {
      const below = requirementsFor(selections, type).filter((each) => each.name !== '__typename');
      const isFull = below.length === 0 || below.some((each) => each.nonNull && each.selections === null);
      if (!isFull) throw new Unspliceable('a representation that may be empty');
    }
  }
}

function missing(): never {
  throw new Unspliceable('a requirement that is not in the answer');
}
