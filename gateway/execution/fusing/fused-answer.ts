import { isTree, type Tree } from '../running/tree.ts';

/** What the answer to a fused query is for one of its fetches: the answer it would have had alone, or none at all. */
export type PartAnswer = Buffer | 'ask alone';

const ENTITIES = '_entities';
const START = Buffer.from(`{"data":{"${ENTITIES}":[`);
const END = Buffer.from(']}}');
/** What is written over a part's key and the end of the part before. */
const END_AND_START = Buffer.concat([END, START]);
const NEW_LINE = 10;

/** The key of a part, one of nine at most: as long as is needed for `END_AND_START` in its place. */
export function partKey(at: number): string {
  return at === 0 ? ENTITIES : `${ENTITIES}_of_part_${at + 1}`;
}

/** The markers by which an answer is cut, for the keys of its parts. */
export interface Cuts {
  readonly keys: readonly string[];
  readonly markers: readonly Buffer[];
}

export function cutsOf(keys: readonly string[]): Cuts {
  return { keys, markers: keys.slice(1).map((key) => Buffer.from(`],"${key}":[`)) };
}

/**
 * An answer taken apart. Written as expected, without errors, it is cut where the next part's key is (a quote within a
 * string is escaped, and no data has such a key), each part being a part of its bytes; else it is parsed and each error
 * goes to its part.
 */
export function partAnswers(body: Buffer, cuts: Cuts): readonly PartAnswer[] {
  const places = placesOf(body, cuts);
  return places === null ? parsed(body, cuts) : cut(body, places);
}

/** Where each marker is; `null` when the answer is not written as expected. */
function placesOf(body: Buffer, { markers }: Cuts): readonly number[] | null {
  const end = endOf(body) - END.length;
  if (end < START.length || !isAt(body, START, 0) || !isAt(body, END, end)) return null;
  const places: number[] = [];
  let from = START.length;
  for (const marker of markers) {
    const at = body.indexOf(marker, from);
    from = at + marker.length;
    // Found twice, it is also in the data: which one is the key is not known.
    if (at === -1 || from > end || body.includes(marker, from)) return null;
    places.push(at);
  }
  return places;
}

function cut(body: Buffer, places: readonly number[]): readonly Buffer[] {
  for (const at of places) END_AND_START.copy(body, at);
  const starts = [0, ...places.map((at) => at + END.length)];
  return starts.map((start, part) => body.subarray(start, starts[part + 1] ?? endOf(body)));
}

function endOf(body: Buffer): number {
  return body.at(-1) === NEW_LINE ? body.length - 1 : body.length;
}

function isAt(body: Buffer, text: Buffer, at: number): boolean {
  return body.compare(text, 0, text.length, at, at + text.length) === 0;
}

/** What is no GraphQL answer is none for each part: who reads it says so. */
function parsed(body: Buffer, { keys }: Cuts): readonly PartAnswer[] {
  const answer = objectOf(body);
  if (answer === null) return keys.map(() => body);
  const { data = null, errors = null } = answer;
  if ((data !== null && !isTree(data)) || (errors !== null && !Array.isArray(errors))) return keys.map(() => body);
  const given: readonly unknown[] = errors ?? [];
  return keys.map((key, at) => {
    const own = given.flatMap((error) => ownError(error, key));
    // An error of another part, or of the request as one, took everything with it.
    if (data === null && own.length === 0 && given.length > 0) return 'ask alone';
    const everyones = at === 0 && data !== null ? given.filter((error) => !isOfPart(error, keys)) : [];
    return Buffer.from(JSON.stringify(partOf({ data, key, errors: [...own, ...everyones] })));
  });
}

function objectOf(body: Buffer): Tree | null {
  try {
    const answer: unknown = JSON.parse(body.toString('utf8'));
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
