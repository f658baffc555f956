import { isStreetKind, readingsOf } from './address-abbreviation.rules.ts';
import { isSlipOf, wordSimilarity } from './word-similarity.rules.ts';

/** How the words of a name are found among the words that somebody typed. */
export interface Alignment {
  /** Share of the name that was found, from 0 to 1, weighted by what its words tell. */
  readonly coverage: number;
  /** Every word was typed as it is written (abbreviations and accents aside), side by side and in order. */
  readonly exact: boolean;
  /** Whether the kind of street (rue, chemin…) was found; a hamlet's name has none. */
  readonly kind: 'FOUND' | 'MISSING' | 'NONE';
  /** Positions of the typed words that the name takes. */
  readonly taken: ReadonlySet<number>;
}

export interface TypedWords {
  readonly words: readonly string[];
  /** The last word may be the beginning of a longer one. */
  readonly unfinished: boolean;
}

interface Found {
  readonly position: number;
  readonly similarity: number;
}

const SLIP_SHARE = 0.95;
const BEGINNING_SHARE = 0.9;
/** Words that many names share tell less. */
const COMMON: Readonly<Record<string, number>> = {
  saint: 0.6,
  sainte: 0.6,
  sur: 0.3,
  sous: 0.3,
  lot: 0.5,
  garonne: 0.6,
};

/** What a word weighs in a name: « rue » tells little, « république » much. */
export function weightOf(word: string): number {
  return isStreetKind(word) ? 0.35 : (COMMON[word] ?? 1);
}

/** Finds the words of `name` among the typed words that are not `taken` yet: first as they are, then with slips. */
export function alignment(name: readonly string[], typed: TypedWords, taken: ReadonlySet<number>): Alignment {
  const free = typed.words.map((_word, position) => !taken.has(position));
  const found = new Map<number, Found>();
  const likenesses = name.map((word) => likenessOf(word, typed));
  for (const sort of ['same', 'similar'] as const) {
    for (const [index, likeness] of likenesses.entries()) {
      if (found.has(index)) continue;
      const best = bestPosition(likeness[sort], free);
      if (best === null) continue;
      found.set(index, best);
      free[best.position] = false;
    }
  }
  const total = name.reduce((sum, word) => sum + weightOf(word), 0);
  const reached = name.reduce((sum, word, index) => sum + weightOf(word) * (found.get(index)?.similarity ?? 0), 0);
  return {
    coverage: total === 0 ? 0 : reached / total,
    exact: name.length > 0 && name.every((_word, index) => follows(found, index)),
    kind: kindOf(name, found),
    taken: new Set([...found.values()].map(({ position }) => position)),
  };
}

/** The most that the coverage of a name can be: each of its words beside the typed one it looks most like. */
export function mostCoverage(name: readonly string[], typed: TypedWords): number {
  let [total, most] = [0, 0];
  for (const word of name) {
    total += weightOf(word);
    most += weightOf(word) * likenessOf(word, typed).most;
  }
  return total === 0 ? 0 : most / total;
}

function kindOf(name: readonly string[], found: ReadonlyMap<number, Found>): Alignment['kind'] {
  const index = name.findIndex(isStreetKind);
  if (index === -1) return 'NONE';
  return found.has(index) ? 'FOUND' : 'MISSING';
}

function follows(found: ReadonlyMap<number, Found>, index: number): boolean {
  const [here, before] = [found.get(index), found.get(index - 1)];
  if (here?.similarity !== 1) return false;
  return index === 0 || here.position === (before?.position ?? Number.NaN) + 1;
}

/** How much a name's word looks like each of the typed ones, by position. */
interface Likeness {
  readonly same: readonly number[];
  readonly similar: readonly number[];
  readonly most: number;
}

/** Of one search, whose candidates bear the same words again and again: each is compared letter by letter once. */
const compared = new WeakMap<TypedWords, Map<string, Likeness>>();

function likenessOf(name: string, typed: TypedWords): Likeness {
  const known = compared.get(typed) ?? new Map<string, Likeness>();
  compared.set(typed, known);
  const likeness = known.get(name) ?? comparison(name, typed);
  known.set(name, likeness);
  return likeness;
}

function comparison(name: string, { words, unfinished }: TypedWords): Likeness {
  const same = words.map((word) => sameWord(name, word));
  const similar = words.map((word, position) => similarWord(name, word, unfinished && position === words.length - 1));
  return { same, similar, most: Math.max(0, ...same, ...similar) };
}

/** The first of the likest among the words that are free. */
function bestPosition(likeness: readonly number[], free: readonly boolean[]): Found | null {
  let best: Found | null = null;
  for (const [position, similarity] of likeness.entries()) {
    if (free[position] === true && similarity > (best?.similarity ?? 0)) best = { position, similarity };
  }
  return best;
}

function sameWord(name: string, word: string): number {
  return readingsOf(word).includes(name) ? 1 : 0;
}

function similarWord(name: string, word: string, beginning: boolean): number {
  if (beginning && word.length >= 2 && name.startsWith(word)) return BEGINNING_SHARE;
  return isSlipOf(name, word) ? SLIP_SHARE * wordSimilarity(name, word) : 0;
}
