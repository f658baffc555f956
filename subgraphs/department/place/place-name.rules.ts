import { foldedLetters } from './place-vocabulary.rules.ts';

/** Words that say nothing of which place it is. */
const EMPTY_WORDS = new Set([
  'de',
  'du',
  'des',
  'd',
  'la',
  'le',
  'les',
  'l',
  'et',
  'a',
  'au',
  'aux',
  'en',
  'sur',
  'site',
]);

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  av: 'avenue',
  ave: 'avenue',
  bd: 'boulevard',
  bld: 'boulevard',
  boul: 'boulevard',
  chem: 'chemin',
  che: 'chemin',
  ch: 'chemin',
  imp: 'impasse',
  pl: 'place',
  r: 'rue',
  rte: 'route',
  st: 'saint',
  ste: 'sainte',
};

function words(text: string): string[] {
  return foldedLetters(text)
    .split(' ')
    .map((word) => ABBREVIATIONS[word] ?? word)
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word));
}

/** An address without spelling differences: accents, case, punctuation, small words, usual abbreviations. */
export function normalisedAddress(address: string): string {
  return words(address).join(' ');
}

/**
 * How much two names of places of one commune are alike, from 0 to 1 (Dice over words, one typing error allowed in a
 * long word). The commune's own name, which half the places of a town carry, does not count.
 */
export function nameSimilarity(a: string, b: string, communeName: string): number {
  const commune = new Set(words(communeName));
  const [first, second] = [distinctive(a, commune), distinctive(b, commune)];
  const left = [...second];
  const common = first.filter((word) => {
    const index = left.findIndex((other) => sameWord(word, other));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
  return (2 * common.length) / (first.length + second.length);
}

function distinctive(name: string, commune: ReadonlySet<string>): string[] {
  const all = [...new Set(words(name))];
  const own = all.filter((word) => !commune.has(word));
  return own.length > 0 ? own : all.length > 0 ? all : [name];
}

function sameWord(a: string, b: string): boolean {
  if (a === b || `${a}s` === b || a === `${b}s`) return true;
  return Math.min(a.length, b.length) >= 6 && Math.abs(a.length - b.length) <= 1 && withinOneEdit(a, b);
}

/** Whether one letter added, removed, changed or nothing turns a word into the other. */
function withinOneEdit(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const rest = (word: string, from: number) => word.slice(from);
  if (a.length === b.length) return rest(a, start + 1) === rest(b, start + 1);
  return a.length > b.length ? rest(a, start + 1) === rest(b, start) : rest(a, start) === rest(b, start + 1);
}
