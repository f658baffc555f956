import { questionOf } from '../caching/kept-keys.ts';
import type { SubgraphFetch } from '../execution/contract.ts';
import { valueEnd } from '../json-text.ts';
import { answerLatin1, type Joining } from './joined-fetch.ts';

const START = '{"data":{"_entities":[';
const END = ']}}';
const COMMA = 44;

/** Fetches of entities: one list of representations, each distinct one once. */
export const joinedEntities: Joining = {
  likeness: ({ body, planned }) =>
    typeof body === 'string' && planned !== undefined ? questionOf(body, planned.representations) : null,
  size: (waiting) => waiting,
  joined: (fetches) => {
    const positions = new Map<string, number>();
    const asked = fetches.map((fetch) => representationsOf(fetch).map((one) => positionOf(positions, one)));
    const [first] = fetches;
    const question = first === undefined ? '' : (joinedEntities.likeness(first) ?? '');
    return {
      body: `${question}${[...positions.keys()].join(',')}${END}`,
      answers: (body) => {
        const entities = entitiesOf(answerLatin1(body), positions.size);
        if (entities === null) return null;
        return asked.map((own) => Buffer.from(`${START}${own.map((at) => entities[at]).join(',')}${END}`, 'latin1'));
      },
    };
  },
};

function representationsOf({ planned }: SubgraphFetch): readonly string[] {
  return planned?.representations ?? [];
}

function positionOf(positions: Map<string, number>, representation: string): number {
  const known = positions.get(representation);
  if (known !== undefined) return known;
  positions.set(representation, positions.size);
  return positions.size - 1;
}

/** The text of each entity; `null` when there is anything else (errors, white space), or not so many of them. */
function entitiesOf(text: string, count: number): readonly string[] | null {
  if (!text.startsWith(START)) return null;
  const entities: string[] = [];
  let at = START.length;
  while (entities.length < count) {
    if (entities.length > 0 && text.charCodeAt(at++) !== COMMA) return null;
    const end = valueEnd(text, at);
    if (end === -1) return null;
    entities.push(text.slice(at, end));
    at = end;
  }
  return text.length === at + END.length && text.endsWith(END) ? entities : null;
}
