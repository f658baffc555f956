import { decoded, encoded } from '../../latin1.ts';
import { isTree, type Tree } from '../running/tree.ts';

/** The answer that one of the fetches of a fused query would have had alone; `null` when it is to be asked alone. */
export type PartAnswer = string | null;

const ENTITIES = '_entities';
const START = `{"data":{"${ENTITIES}":[`;
const END = ']}}';

export function partKey(at: number): string {
  return at === 0 ? ENTITIES : `${ENTITIES}_of_part_${at + 1}`;
}

/** The markers by which an answer is cut, for the keys of its parts. */
export interface Cuts {
  readonly keys: readonly string[];
  readonly markers: readonly string[];
}

export function cutsOf(keys: readonly string[]): Cuts {
  return { keys, markers: keys.slice(1).map((key) => `],"${key}":[`) };
}

/**
 * An answer, its characters bytes, taken apart. Written as expected, without errors, it is cut where the next part's key is
 * (a quote within a string is escaped, and no data has such a key); else it is parsed and each error goes to its part.
 */
export function partAnswers(latin1: string, cuts: Cuts): readonly PartAnswer[] {
  return cut(latin1, cuts) ?? parsed(latin1, cuts);
}

/** `null` when the answer is not written as expected. */
function cut(text: string, { markers }: Cuts): readonly string[] | null {
  if (!text.startsWith(START) || !text.endsWith(END)) return null;
  const parts: string[] = [];
  let from = START.length;
  for (const marker of markers) {
    const at = text.indexOf(marker, from);
    // Found twice, it is also in the data: which one is the key is not known.
    if (at === -1 || text.includes(marker, at + marker.length)) return null;
    parts.push(`${START}${text.slice(from, at)}${END}`);
    from = at + marker.length;
  }
  parts.push(`${START}${text.slice(from)}`);
  return parts;
}

/** What is no GraphQL answer is none for each part: who reads it says so. */
function parsed(latin1: string, { keys }: Cuts): readonly PartAnswer[] {
  const answer = objectOf(latin1);
  if (answer === null) return keys.map(() => latin1);
  const { data = null, errors = null } = answer;
  if ((data !== null && !isTree(data)) || (errors !== null && !Array.isArray(errors))) return keys.map(() => latin1);
  const given: readonly unknown[] = errors ?? [];
  return keys.map((key, at) => {
    const own = given.flatMap((error) => ownError(error, key));
    // An error of another part, or of the request as one, took everything with it.
    if (data === null && own.length === 0 && given.length > 0) return null;
    const everyones = at === 0 && data !== null ? given.filter((error) => !isOfPart(error, keys)) : [];
    return encoded(JSON.stringify(partOf({ data, key, errors: [...own, ...everyones] })));
  });
}

function objectOf(latin1: string): Tree | null {
  try {
    const answer: unknown = JSON.parse(decoded(latin1));
    return isTree(answer) ? answer : null;
  } catch {
    return null;
  }
}

function partOf({ data, key, errors }: { data: Tree | null; key: string; errors: readonly unknown[] }): Tree {
  const entities = data === null ? null : { [ENTITIES]: data[key] };
  return errors.length === 0 ? { data: entities } : { data: entities, errors };
}

/** An error of the part with this key, its path as if the part had been asked alone. */
function ownError(error: unknown, key: string): readonly unknown[] {
  const path = pathOf(error);
  return isTree(error) && path[0] === key ? [{ ...error, path: [ENTITIES, ...path.slice(1)] }] : [];
}

function isOfPart(error: unknown, keys: readonly string[]): boolean {
  const [key] = pathOf(error);
  return typeof key === 'string' && keys.includes(key);
}

function pathOf(error: unknown): readonly unknown[] {
  const path = isTree(error) ? error['path'] : undefined;
  return Array.isArray(path) ? path : [];
}
