import { isStreetKind } from './address-abbreviation.rules.ts';
import type { KnownWord } from './known-words.rules.ts';
import type { Point } from './near.rules.ts';
import type { StreetIndex, StreetRow } from './street-index.rules.ts';
import { wordSimilarity } from './word-similarity.rules.ts';

/** How many streets the words looked for may hold, all together: the rarest words find the street. */
const STREETS_BUDGET = 4000;
const CANDIDATES = 120;
/** A degree of longitude is so much of a degree of latitude, in Lot-et-Garonne. */
const LONGITUDE_SHARE = 0.715;

export interface Where {
  /** The only commune to look into, by its INSEE code. */
  readonly communeCode: string | null;
  /** At equal words, the nearest first. */
  readonly near: Point | null;
}

/** The streets that hold the rarest of the words, those that hold the most of them first. */
export function candidateStreets(
  index: StreetIndex,
  known: readonly KnownWord[],
  { communeCode, near }: Where,
): readonly StreetRow[] {
  const inside: [StreetRow, number][] = [];
  weightsOf(index, rarestWords(known, communeCode !== null), (position, weight) => {
    const street = index.streets[position];
    if (street !== undefined && (communeCode === null || street.communeCode === communeCode)) {
      inside.push([street, weight]);
    }
  });
  const least = leastWeightKept(inside.map(([, weight]) => weight));
  return inside
    .filter(([, weight]) => weight >= least)
    .sort(
      ([one, a], [other, b]) =>
        b - a || byNearness(one, other, near) || other.addresses - one.addresses || byId(one, other),
    )
    .slice(0, CANDIDATES)
    .map(([street]) => street);
}

/** Of each street that is met, what the words it holds weigh: for each typed word, the likest. */
function weightsOf(
  { holders, streets: { length } }: StreetIndex,
  words: readonly KnownWord[],
  met: (position: number, weight: number) => void,
): void {
  const weights = new Float64Array(length);
  const positions = new Set<number>();
  for (const slot of new Set(words.map((word) => word.slot))) {
    const ofSlot = words
      .filter((one) => one.slot === slot)
      .map(({ asked, word, streets }) => ({ word, weight: wordSimilarity(asked, word) / (1 + Math.log(1 + streets)) }))
      .sort((a, b) => b.weight - a.weight);
    const counted = ofSlot.length > 1 ? new Set<number>() : null;
    for (const { word, weight } of ofSlot) {
      for (const position of holders.get(word) ?? []) {
        if (counted?.has(position) === true) continue;
        counted?.add(position);
        positions.add(position);
        weights[position] = (weights[position] ?? 0) + weight;
      }
    }
  }
  for (const position of positions) met(position, weights[position] ?? 0);
}

/** The weight under which no street can be a candidate: few weights differ, so that only the last are sorted in vain. */
function leastWeightKept(weights: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const weight of weights) counts.set(weight, (counts.get(weight) ?? 0) + 1);
  let kept = 0;
  for (const [weight, count] of [...counts].sort(([a], [b]) => b - a)) {
    kept += count;
    if (kept >= CANDIDATES) return weight;
  }
  return 0;
}

/** Kinds of street (« rue ») find nothing by themselves, unless the commune is chosen. */
function rarestWords(known: readonly KnownWord[], communeChosen: boolean): readonly KnownWord[] {
  const telling = known.filter(({ word }) => !isStreetKind(word));
  const useful: KnownWord[] = [];
  let streets = 0;
  for (const word of telling.toSorted((a, b) => a.streets - b.streets)) {
    streets += word.streets;
    if (useful.length > 0 && streets > STREETS_BUDGET) break;
    useful.push(word);
  }
  return useful.length > 0 || !communeChosen ? useful : known;
}

function byNearness(one: StreetRow, other: StreetRow, near: Point | null): number {
  return near === null ? 0 : squareFrom(near, one) - squareFrom(near, other);
}

function squareFrom(near: Point, street: StreetRow): number {
  return (street.latitude - near.latitude) ** 2 + ((street.longitude - near.longitude) * LONGITUDE_SHARE) ** 2;
}

function byId(one: StreetRow, other: StreetRow): number {
  return one.id < other.id ? -1 : 1;
}
