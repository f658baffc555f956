import {
  highestScore,
  judgementOf,
  type Asked,
  type CandidateStreet,
  type Judgement,
  type NumberAgreement,
} from './address-score.rules.ts';

/** A street that may be among the first answers, and how it is judged once its numbers are known. */
export interface Promising<S extends CandidateStreet> {
  readonly street: S;
  readonly judge: (number: NumberAgreement) => Judgement;
}

/** What the score of a street becomes that cannot be told apart from another. */
export const AMBIGUOUS_FACTOR = 0.9;

/**
 * The streets that can be among the `first` answers, in the order given. Left out are those whose best score, with the
 * number that was asked or without it, is under the worst score of `first` others; most are by a glance at their words.
 * A street that answers exactly never is: what it is compared with may count as ambiguous.
 */
export function promisingStreets<S extends CandidateStreet>(
  asked: Asked,
  streets: readonly S[],
  first: number,
): readonly Promising<S>[] {
  const agreements: readonly NumberAgreement[] = asked.address.number === null ? ['NOT_ASKED'] : ['FOUND', 'NOT_FOUND'];
  const highestFirst = streets
    .map((street, rank) => ({ street, rank, highest: highestScore(asked, street) }))
    .sort((a, b) => b.highest - a.highest);
  const bar = new Bar(first);
  const kept: (Promising<S> & { readonly rank: number; readonly most: number })[] = [];
  for (const { street, rank, highest } of highestFirst) {
    if (highest < bar.height) break;
    const judge = judgementOf(asked, street);
    const scores = agreements.map((agreement) => judge(agreement).score);
    bar.raise(Math.min(...scores) * AMBIGUOUS_FACTOR);
    kept.push({ street, judge, rank, most: Math.max(...scores) });
  }
  return kept.filter(({ most }) => most >= bar.height).sort((a, b) => a.rank - b.rank);
}

/** The least of the `count` highest values met so far; 0 while there are fewer. */
class Bar {
  height = 0;
  readonly #count: number;
  readonly #highest: number[] = [];

  constructor(count: number) {
    this.#count = count;
  }

  raise(value: number): void {
    const after = this.#highest.findIndex((known) => known < value);
    this.#highest.splice(after === -1 ? this.#highest.length : after, 0, value);
    this.#highest.length = Math.min(this.#highest.length, this.#count);
    if (this.#highest.length === this.#count) this.height = this.#highest[this.#count - 1] ?? 0;
  }
}
