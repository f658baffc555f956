import type { Pool } from 'pg';
import { isStreetKind, readingsOf } from './address-abbreviation.rules.ts';
import type { StreetNumber } from './address-number.rules.ts';
import { ranked, type Proposal } from './address-ranking.rules.ts';
import type { CandidateStreet, KnownCommune } from './address-score.rules.ts';
import { askedAddress, type AskedAddress } from './address-text.rules.ts';
import { isSlipOf, wordSimilarity } from './word-similarity.rules.ts';

export interface StreetRow extends CandidateStreet {
  readonly latitude: number;
  readonly longitude: number;
  readonly addresses: number;
}

interface NumberRow extends StreetNumber {
  readonly postcode: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly streetId: string;
}

export type AddressProposal = Proposal<StreetRow, NumberRow>;

export interface AddressQuestion {
  readonly text: string;
  readonly communeCode: string | null;
  readonly near: { readonly latitude: number; readonly longitude: number } | null;
  readonly first: number;
}

interface KnownWord {
  readonly slot: number;
  readonly asked: string;
  readonly word: string;
  readonly streets: number;
}

/** How many streets the words looked for may hold, all together: the rarest words find the street. */
const STREETS_BUDGET = 4000;
const CANDIDATES = 120;

/**
 * Streets and numbers that answer a typed address, best first. The vocabulary corrects the words, whole words find
 * the streets, and only those few are compared letter by letter: never the table of addresses.
 */
export async function searchAddresses(sql: Pool, question: AddressQuestion): Promise<readonly AddressProposal[]> {
  const address = askedAddress(question.text);
  if (address.words.length === 0) return [];
  const known = await knownWords(sql, address);
  const [streets, communes] = await Promise.all([
    candidates(sql, known, question),
    communesNamed(sql, address.words.flatMap(readingsOf)),
  ]);
  const numbers = address.number === null ? [] : await numbersOf(sql, streets, address.number);
  const found = streets.map((street) => ({
    street,
    numbers: numbers.filter(({ streetId }) => streetId === street.id),
  }));
  return ranked(question.text, { address, communeCode: question.communeCode, communes }, found).slice(
    0,
    question.first,
  );
}

const KNOWN_WORDS = `
  SELECT a.slot, a.word AS asked, v.word, v.streets
  FROM unnest($1::int[], $2::text[], $3::boolean[]) AS a(slot, word, beginning)
  CROSS JOIN LATERAL (
    (SELECT word, streets FROM address_vocabulary WHERE word = a.word COLLATE "C")
    UNION
    (SELECT word, streets FROM address_vocabulary
     WHERE a.beginning AND word >= a.word COLLATE "C" AND word < (a.word || '~') COLLATE "C"
     ORDER BY streets DESC, word LIMIT 12)
    UNION
    (SELECT word, streets FROM address_vocabulary
     WHERE length(a.word) >= 4 AND abs(length(word) - length(a.word)) <= 2
       AND NOT EXISTS (SELECT FROM address_vocabulary e WHERE e.word = a.word COLLATE "C")
       AND levenshtein_less_equal(word, a.word, 3) <= 3
     ORDER BY levenshtein(word, a.word), streets DESC, word LIMIT 12)
  ) v`;

/** The words of the base that the typed ones are, begin, or slip from. */
async function knownWords(sql: Pool, { words, unfinished }: AskedAddress): Promise<KnownWord[]> {
  const asked = words.flatMap((word, slot) =>
    readingsOf(word).map((reading) => ({
      slot,
      word: reading,
      beginning: unfinished && slot === words.length - 1 && reading.length >= 2,
    })),
  );
  const { rows } = await sql.query<KnownWord>({
    name: 'address-known-words',
    text: KNOWN_WORDS,
    values: [asked.map(({ slot }) => slot), asked.map(({ word }) => word), asked.map(({ beginning }) => beginning)],
  });
  return rows.filter(({ asked: typed, word }) => word.startsWith(typed) || isSlipOf(typed, word));
}

const CANDIDATE_STREETS = `
  WITH asked AS (SELECT * FROM unnest($1::text[], $2::int[], $3::float8[]) AS a(word, slot, weight)),
  hits AS (
    SELECT w.street_id, a.slot, max(a.weight) AS weight
    FROM asked a JOIN street_word w ON w.word = a.word COLLATE "C" GROUP BY 1, 2),
  best AS (SELECT street_id, sum(weight) AS weight FROM hits GROUP BY 1)
  SELECT s.id, s.name, s.commune_code AS "communeCode", s.commune_name AS "communeName",
    s.old_commune_name AS "oldCommuneName", s.place_name AS "placeName", s.postcodes, s.latitude, s.longitude, s.addresses
  FROM best JOIN street s ON s.id = best.street_id
  WHERE $4::text IS NULL OR s.commune_code = $4
  ORDER BY best.weight DESC, power(s.latitude - $5, 2) + power((s.longitude - $6) * 0.715, 2), s.addresses DESC, s.id
  LIMIT ${CANDIDATES}`;

async function candidates(sql: Pool, known: readonly KnownWord[], question: AddressQuestion): Promise<StreetRow[]> {
  const useful = rarestWords(known, question.communeCode !== null);
  if (useful.length === 0) return [];
  const { rows } = await sql.query<StreetRow>({
    name: 'address-candidate-streets',
    text: CANDIDATE_STREETS,
    values: [
      useful.map(({ word }) => word),
      useful.map(({ slot }) => slot),
      useful.map(({ asked, word, streets }) => wordSimilarity(asked, word) / (1 + Math.log(1 + streets))),
      question.communeCode,
      question.near?.latitude ?? null,
      question.near?.longitude ?? null,
    ],
  });
  return rows;
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

const COMMUNES_NAMED = `SELECT code, string_to_array(words, ' ') AS words FROM address_commune
  WHERE string_to_array(words, ' ') <@ $1::text[]`;

async function communesNamed(sql: Pool, words: readonly string[]): Promise<KnownCommune[]> {
  return (await sql.query<KnownCommune>({ name: 'address-communes-named', text: COMMUNES_NAMED, values: [words] }))
    .rows;
}

const NUMBERS = `SELECT id, street_id AS "streetId", number, suffix, postcode, latitude, longitude FROM address
  WHERE street_id = ANY($1) AND number = $2`;

async function numbersOf(sql: Pool, streets: readonly StreetRow[], number: number): Promise<NumberRow[]> {
  const values = [streets.map(({ id }) => id), number];
  return (await sql.query<NumberRow>({ name: 'address-numbers', text: NUMBERS, values })).rows;
}
