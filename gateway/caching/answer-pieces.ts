import { valueEnd } from '../json-text.ts';
import { copied, decoded } from '../latin1.ts';

const ENTITIES = '{"data":{"_entities":[';
const ENTITIES_END = ']}}';
const ROOT = '{"data":';
const ROOT_END = '}';

/**
 * The pieces of an answer that can be kept apart: each entity, or the data of a root fetch as one. `null` when it is not
 * written exactly so (errors, white space, another number of entities): then nothing of it is kept.
 */
export function piecesOf(text: string, entities: number | null): readonly string[] | null {
  const [start, last] = entities === null ? [ROOT, ROOT_END] : [ENTITIES, ENTITIES_END];
  if (!text.startsWith(start) || !isJson(text)) return null;
  const pieces: string[] = [];
  let at = start.length;
  for (let count = entities ?? 1; count > 0; count -= 1) {
    const after = isObjectOrNull(text, at) ? valueEnd(text, at) : -1;
    if (after === -1) return null;
    pieces.push(copied(text.slice(at, after)));
    at = after;
    if (count > 1 && text.charCodeAt(at++) !== COMMA) return null;
  }
  return text.startsWith(last, at) && at + last.length === text.length ? pieces : null;
}

const COMMA = 44;
const OPEN = 123;

/** What an entity, and all data, can be. */
function isObjectOrNull(text: string, at: number): boolean {
  return text.charCodeAt(at) === OPEN || text.startsWith('null', at);
}

/** What is not would be found out later, but told to everyone as long as it is kept. */
function isJson(latin1: string): boolean {
  try {
    JSON.parse(decoded(latin1));
    return true;
  } catch {
    return false;
  }
}

/** An answer made of pieces, as the subgraph would have written it. */
export function answerOf(pieces: readonly string[], isEntities: boolean): string {
  return isEntities ? `${ENTITIES}${pieces.join(',')}${ENTITIES_END}` : `${ROOT}${pieces.join('')}${ROOT_END}`;
}
