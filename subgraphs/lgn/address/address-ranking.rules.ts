import type { AddressMatch, CandidateStreet, NumberAgreement } from './address-score.rules.ts';
import { askedNumber, type StreetNumber } from './address-number.rules.ts';
import { normalised, type AskedAddress } from './address-text.rules.ts';
import { AMBIGUOUS_FACTOR, type Promising } from './promising-streets.rules.ts';

/** A street that was found, with the number that was asked where it has it. */
export interface Proposal<S extends CandidateStreet, N extends StreetNumber> {
  readonly street: S;
  readonly address: N | null;
  readonly score: number;
  readonly match: AddressMatch;
}

/** Under this score an answer has nothing to do with the question. */
const WORTH_SHOWING = 0.2;

/**
 * Best answers first. Two streets that would both be exact are told apart by their articles (« Rue Saint-Jean »,
 * « Rue de Saint-Jean »); when that is not enough, neither is exact: somebody has to choose.
 */
export function ranked<S extends CandidateStreet, N extends StreetNumber>(
  text: string,
  { number, suffix }: AskedAddress,
  found: readonly (Promising<S> & { readonly numbers: readonly N[] })[],
): readonly Proposal<S, N>[] {
  const judged = found.map(({ street, judge, numbers }) => {
    const address = number === null ? null : askedNumber(numbers, { number, suffix });
    return { street, address, ...judge(agreement(number, address)) };
  });
  const certain = judged.filter(isCertain);
  const chosen = certain.length < 2 ? certain : onlyOne(certain.filter(({ street }) => isWrittenIn(text, street.name)));
  return judged
    .filter(({ score }) => score >= WORTH_SHOWING)
    .map(({ street, address, score, match }): Proposal<S, N> => {
      const doubtful = isCertain({ match }) && !chosen.some((one) => one.street.id === street.id);
      return doubtful
        ? { street, address, score: Math.round(score * AMBIGUOUS_FACTOR * 1000) / 1000, match: 'APPROXIMATE' }
        : { street, address, score, match };
    })
    .toSorted((a, b) => b.score - a.score);
}

function agreement(number: number | null, address: StreetNumber | null): NumberAgreement {
  if (number === null) return 'NOT_ASKED';
  return address === null ? 'NOT_FOUND' : 'FOUND';
}

function isCertain({ match }: { readonly match: AddressMatch }): boolean {
  return match === 'EXACT' || match === 'NUMBER_MISSING';
}

function onlyOne<T>(list: readonly T[]): readonly T[] {
  return list.length === 1 ? list : [];
}

function isWrittenIn(text: string, name: string): boolean {
  return ` ${normalised(text)} `.includes(` ${normalised(name)} `);
}
