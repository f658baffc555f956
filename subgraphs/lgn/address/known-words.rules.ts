import { readingsOf } from './address-abbreviation.rules.ts';
import type { AskedAddress } from './address-text.rules.ts';
import { wordsBeginning, type StreetIndex } from './street-index.rules.ts';
import { isSlipOf, wordSimilarity } from './word-similarity.rules.ts';

/** A word of the base that a typed one may stand for. */
export interface KnownWord {
  /** The place of the typed word among the others. */
  readonly slot: number;
  readonly asked: string;
  readonly word: string;
  readonly streets: number;
}

/** How many beginnings, and how many slips, are looked into. */
const MOST_GUESSES = 12;
const SHORTEST_BEGINNING = 2;
const LONGEST_SLIP = 2;

/** The words of the base that the typed ones are, begin, or slip from. */
export function knownWords(index: StreetIndex, { words, unfinished }: AskedAddress): readonly KnownWord[] {
  return words.flatMap((typed, slot) =>
    readingsOf(typed).flatMap((asked) => {
      const isBeginning = unfinished && slot === words.length - 1 && asked.length >= SHORTEST_BEGINNING;
      const isWord = index.holders.has(asked);
      const guesses = [
        ...(isWord ? [asked] : slipsOf(index, asked)),
        ...(isBeginning ? best(index, wordsBeginning(index, asked)) : []),
      ];
      return [...new Set(guesses)].map((word) => ({ slot, asked, word, streets: streetsOf(index, word) }));
    }),
  );
}

function slipsOf(index: StreetIndex, asked: string): readonly string[] {
  const lengths = Array.from({ length: 2 * LONGEST_SLIP + 1 }, (_, at) => asked.length - LONGEST_SLIP + at);
  const slips = lengths.flatMap((length) => (index.byLength.get(length) ?? []).filter((word) => isSlipOf(asked, word)));
  return best(index, slips, (word) => wordSimilarity(asked, word));
}

/** The likest words, then those that most streets hold. */
function best(
  index: StreetIndex,
  words: readonly string[],
  likeness: (word: string) => number = () => 1,
): readonly string[] {
  if (words.length === 0) return words;
  const rated = words.map((word) => ({ word, likeness: likeness(word), streets: streetsOf(index, word) }));
  return rated
    .sort((a, b) => b.likeness - a.likeness || b.streets - a.streets || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_GUESSES)
    .map(({ word }) => word);
}

function streetsOf({ holders }: StreetIndex, word: string): number {
  return holders.get(word)?.length ?? 0;
}
