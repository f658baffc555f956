import type { CandidateStreet, KnownCommune } from './address-score.rules.ts';
import { areaWords } from './address-text.rules.ts';

export interface StreetRow extends CandidateStreet {
  readonly latitude: number;
  readonly longitude: number;
  readonly addresses: number;
}

/** A street with every word that finds it: of its name, its commune, its former commune and its hamlets. */
export interface IndexedRow extends StreetRow {
  readonly words: string;
}

/** What the search knows of the streets without asking the database. */
export interface StreetIndex {
  readonly streets: readonly StreetRow[];
  /** The streets, by position, that hold a word. */
  readonly holders: ReadonlyMap<string, readonly number[]>;
  /** Every word of `holders` in order: the words that begin alike follow each other. */
  readonly sorted: readonly string[];
  /** The same words by length: a slip adds or loses two letters at most. */
  readonly byLength: ReadonlyMap<number, readonly string[]>;
  readonly communes: readonly KnownCommune[];
}

/** The index of a département's streets: some twenty thousand, that change once a week. */
export function streetIndex(rows: readonly IndexedRow[]): StreetIndex {
  const holders = new Map<string, number[]>();
  const communes = new Map<string, KnownCommune>();
  for (const [position, { words, communeCode: code, communeName }] of rows.entries()) {
    for (const word of new Set(words.split(' '))) if (word !== '') groupOf(holders, word).push(position);
    if (!communes.has(code)) communes.set(code, { code, words: areaWords(communeName) });
  }
  const sorted = [...holders.keys()].sort();
  const byLength = new Map<number, string[]>();
  for (const word of sorted) groupOf(byLength, word.length).push(word);
  return { streets: rows, holders, sorted, byLength, communes: [...communes.values()] };
}

function groupOf<K, V>(groups: Map<K, V[]>, key: K): V[] {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const fresh: V[] = [];
  groups.set(key, fresh);
  return fresh;
}

/** The words of the index that begin so. */
export function wordsBeginning({ sorted }: StreetIndex, beginning: string): readonly string[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < beginning) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (sorted[end]?.startsWith(beginning) === true) end += 1;
  return sorted.slice(low, end);
}

/** The communes whose whole name is among some words. */
export function communesNamed({ communes }: StreetIndex, words: ReadonlySet<string>): readonly KnownCommune[] {
  return communes.filter((commune) => commune.words.every((word) => words.has(word)));
}
