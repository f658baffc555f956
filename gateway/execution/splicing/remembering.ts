import type { AnswerField } from '../program.ts';
import { hasHoles, keyText, pathBelow, type ObjectPlace, type ScannerWriter } from './scanner-writer.ts';
import type { SplicedFetch } from './spliced-fetch.ts';

/** Objects of fewer leaves are as quickly read again. */
const LEAST_LEAVES = 4;
/** So much of an object, from its first value on, tells it from others, as a rule. */
const KEY_LENGTH = 32;

interface ObjectToRead {
  readonly fields: readonly AnswerField[];
  /** Fetches for which it is represented. */
  readonly children: readonly SplicedFetch[];
  readonly isLevel: boolean;
}

/** Whether objects are looked up among those read before: of some size, and of whose inside nothing but texts is needed. */
export function isWorthRemembering(place: ObjectPlace, { fields, children, isLevel }: ObjectToRead): boolean {
  const { fetch, path, captures } = place;
  if (captures.length > 0 || (isLevel && (fetch.step.requires === null || fetch.isKept))) return false;
  if (children.some(({ isKept }) => isKept)) return false;
  if (fields.some(({ key, below }) => below !== null && hasHoles({ fetch, path: pathBelow(path, key) }))) return false;
  return leavesOf(fields) >= LEAST_LEAVES;
}

/** Of the largest type below each; in a list, of one element. */
function leavesOf(fields: readonly AnswerField[]): number {
  return fields.reduce(
    (sum, { below }) => sum + (below === null ? 1 : Math.max(...[...below.fields.values()].map(leavesOf))),
    0,
  );
}

/** The code of what tells an object from others before it is read: what represents it, or how it begins. */
export function keyCode({ fetch, type }: ObjectPlace & { readonly type: string }, of: ObjectToRead): string {
  if (of.isLevel) return `slots[${fetch.step.id}].texts[n]`;
  const start = sameOfAll(of.fields, type).length;
  return `s.slice(p+${start},p+${start + KEY_LENGTH})`;
}

/** What each object of the type begins with: its name, when that comes first, and the key of the value after it. */
function sameOfAll(fields: readonly AnswerField[], type: string): string {
  let text = '{';
  for (const { key, isTypename } of fields) {
    text += keyText(key);
    if (!isTypename) return text;
    text += `"${type}",`;
  }
  return text;
}

/** Reads an object by the code, unless it was read before; `g` is then what is cut of it. */
export function rememberedCode(
  writer: ScannerWriter,
  { code, cuts, key }: { readonly code: string; readonly cuts: readonly string[]; readonly key: string },
): string {
  const before = `before${writer.remembered}`;
  writer.remembered += 1;
  return (
    `let g,key='',known;if(isPublic&&${before}.looks()){key=${key};known=${before}.find(key,s,p);}` +
    `if(known!==undefined){p+=known.text.length;g=known.cuts;}else{const from=p;${code}g=[${cuts.join(',')}];` +
    `if(key!=='')${before}.keep(key,s.slice(from,p),g);}`
  );
}
