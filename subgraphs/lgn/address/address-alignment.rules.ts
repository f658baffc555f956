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
  const free = new Set([...typed.words.keys()].filter((position) => !taken.has(position)));
  const found = new Map<number, Found>();
  for (const similarityOf of [sameWord, similarWord]) {
    for (const [index, word] of name.entries()) {
      if (found.has(index)) continue;
      const best = bestPosition(word, typed, free, similarityOf);
      if (best === null) continue;
      found.set(index, best);
      free.delete(best.position);
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

type SimilarityOf = (name: string, word: string, beginning: boolean) => number;

function bestPosition(
  name: string,
  { words, unfinished }: TypedWords,
  free: ReadonlySet<number>,
  similarityOf: SimilarityOf,
): Found | null {
  let best: Found | null = null;
  for (const position of free) {
    const beginning = unfinished && position === words.length - 1;
    const similarity = similarityOf(name, words[position] ?? '', beginning);
    if (similarity > (best?.similarity ?? 0)) best = { position, similarity };
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
