/**
 * How much two words look alike, from 0 to 1: one less the share of letters to add, remove, replace or swap
 * (Damerau-Levenshtein, adjacent swaps only), because fingers swap letters as often as they miss one.
 */
export function wordSimilarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest;
}

/** Whether one word can be a slip for the other: one slip in a short word, two in a long one, none below four letters. */
export function isSlipOf(a: string, b: string): boolean {
  const shortest = Math.min(a.length, b.length);
  const allowed = shortest < 7 ? 1 : 2;
  if (a === b) return true;
  if (shortest < 4 || Math.abs(a.length - b.length) > allowed || !shareAnEnd(a, b)) return false;
  return !/\d/.test(a + b) && editDistance(a, b) <= allowed;
}

/** Slips leave one end of a word alone: a cheap test before the letter-by-letter one. */
function shareAnEnd(a: string, b: string): boolean {
  return a[0] === b[0] || a.at(-1) === b.at(-1) || (a[0] === b[1] && a[1] === b[0]);
}

function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const replaced = at(previous, column - 1) + (same ? 0 : 1);
      const best = Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = swapped ? Math.min(best, at(beforePrevious, column - 2) + 1) : best;
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(line: readonly number[], index: number): number {
  return line[index] ?? Number.POSITIVE_INFINITY;
}
