import type { Pool } from 'pg';
import { readingsOf } from './address-abbreviation.rules.ts';
import { ranked, type Proposal } from './address-ranking.rules.ts';
import { askedAddress, type AskedAddress } from './address-text.rules.ts';
import { numbersOfStreets, type AddressRow } from './address.rows.ts';
import { candidateStreets, type Where } from './candidate-streets.rules.ts';
import { knownWords } from './known-words.rules.ts';
import { forgetStreets, streetsInMemory } from './street-index.loaders.ts';
import { promisingStreets, type Promising } from './promising-streets.rules.ts';
import { communesNamed, type StreetIndex, type StreetRow } from './street-index.rules.ts';

export type AddressProposal = Proposal<StreetRow, AddressRow>;

export interface AddressQuestion extends Where {
  readonly text: string;
  readonly first: number;
}

/**
 * Streets and numbers that answer a typed address, best first. The vocabulary corrects the words, whole words find
 * the streets, and only those few are compared letter by letter: never the table of addresses.
 *
 * The streets are in memory; one statement reads the numbers of those that may be shown. It also tells whether the
 * streets are still the published ones: if they are not, they are read again and the search begins anew.
 */
export async function searchAddresses(sql: Pool, question: AddressQuestion): Promise<readonly AddressProposal[]> {
  const address = askedAddress(question.text);
  if (address.words.length === 0) return [];
  for (;;) {
    const streets = streetsInMemory(sql);
    const index = await streets;
    const promising = streetsFor(index, address, question);
    const rows = await numbersOfStreets(sql, [promising.map(({ street }) => street.id), address.number]);
    if (rows[0]?.publication !== index.publication) {
      forgetStreets(sql, streets);
      continue;
    }
    const numbers = rows.filter((row): row is typeof row & AddressRow => row.id !== null);
    const found = promising.map((one) => ({
      ...one,
      numbers: numbers.filter(({ streetId }) => streetId === one.street.id),
    }));
    return ranked(question.text, address, found).slice(0, question.first);
  }
}

/** The streets that may be among the first answers, whatever numbers they have. */
function streetsFor(
  index: StreetIndex,
  address: AskedAddress,
  question: AddressQuestion,
): readonly Promising<StreetRow>[] {
  const communes = communesNamed(index, new Set(address.words.flatMap(readingsOf)));
  const asked = { address, communes, communeCode: question.communeCode };
  const candidates = candidateStreets(index, knownWords(index, address), question);
  return promisingStreets(asked, candidates, question.first);
}
