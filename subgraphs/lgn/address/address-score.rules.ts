import { alignment, mostCoverage, weightOf, type Alignment } from './address-alignment.rules.ts';
import { areaWords, streetWords, type AskedAddress } from './address-text.rules.ts';

/** How a proposal answers what was asked. */
export const ADDRESS_MATCHES = [
  'EXACT',
  'NUMBER_MISSING',
  'NUMBER_NOT_FOUND',
  'STREET_ONLY',
  'OTHER_COMMUNE',
  'APPROXIMATE',
] as const;

export type AddressMatch = (typeof ADDRESS_MATCHES)[number];

export interface CandidateStreet {
  readonly id: string;
  readonly name: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly oldCommuneName: string | null;
  readonly placeName: string | null;
  readonly postcodes: readonly string[];
}

export interface KnownCommune {
  readonly code: string;
  readonly words: readonly string[];
}

export interface Asked {
  readonly address: AskedAddress;
  /** The commune chosen apart from the text, by its INSEE code. */
  readonly communeCode: string | null;
  /** The communes whose whole name may be among the typed words. */
  readonly communes: readonly KnownCommune[];
}

export type NumberAgreement = 'NOT_ASKED' | 'FOUND' | 'NOT_FOUND';

export interface Judgement {
  readonly score: number;
  readonly match: AddressMatch;
}

type CommuneAgreement = 'AGREES' | 'NEARLY' | 'UNSAID' | 'OTHER';

const COMMUNE_FACTOR: Readonly<Record<CommuneAgreement, number>> = { AGREES: 1, NEARLY: 0.9, UNSAID: 0.8, OTHER: 0.55 };
const NUMBER_FACTOR: Readonly<Record<NumberAgreement, number>> = { FOUND: 1, NOT_ASKED: 0.97, NOT_FOUND: 0.85 };
const OTHER_POSTCODE_FACTOR = 0.93;
/** « rue d’Agen, Boé » holds the same words as « rue de Boé, Agen ». */
const NOT_AS_WRITTEN_FACTOR = 0.95;
const LEFTOVER_PRICE = 0.6;
const NEARLY_FROM = 0.6;
/** A name without kind of street, number or commune is only a guess: « Lille » is not « Rue de Lille, Boé ». */
const GUESS_CAP = 0.4;

/** How well a street answers, by its number; the better of the readings of a word that is in the street and the commune. */
export function judgementOf(asked: Asked, street: CandidateStreet): (number: NumberAgreement) => Judgement {
  const names = namesOf(street);
  const streetFirst = viewOf(asked, names, true);
  let communeFirst: View | undefined;
  return (number) => {
    const judgement = judged(streetFirst, number);
    if (judgement.match !== 'APPROXIMATE') return judgement;
    communeFirst ??= viewOf(asked, names, false);
    const other = judged(communeFirst, number);
    return other.score > judgement.score ? other : judgement;
  };
}

/** A score that a street cannot pass, whatever its number and its commune; much cheaper to know than its score. */
export function highestScore(asked: Asked, street: CandidateStreet): number {
  return Math.round(mostCoverage(namesOf(street).name, asked.address) * 1000) / 1000;
}

interface Names {
  readonly street: CandidateStreet;
  readonly name: readonly string[];
  readonly commune: readonly string[];
  readonly oldCommune: readonly string[];
  readonly place: readonly string[];
}

/** A street's words are read once, however many searches meet it. */
const known = new WeakMap<CandidateStreet, Names>();

function namesOf(street: CandidateStreet): Names {
  const names = known.get(street) ?? readNames(street);
  known.set(street, names);
  return names;
}

function readNames(street: CandidateStreet): Names {
  return {
    street,
    name: streetWords(street.name),
    commune: areaWords(street.communeName),
    oldCommune: areaWords(street.oldCommuneName ?? ''),
    place: areaWords(street.placeName ?? ''),
  };
}

function judged(view: View, number: NumberAgreement): Judgement {
  const guess = view.commune === 'UNSAID' && isVague(view.street.kind, number);
  const full =
    view.street.coverage *
    (view.street.exact ? 1 : NOT_AS_WRITTEN_FACTOR) *
    (1 - LEFTOVER_PRICE * view.leftoverShare) *
    COMMUNE_FACTOR[view.commune] *
    NUMBER_FACTOR[number] *
    (view.otherPostcode ? OTHER_POSTCODE_FACTOR : 1);
  const score = Math.round((guess ? Math.min(full, GUESS_CAP) : full) * 1000) / 1000;
  return { score, match: guess ? 'APPROXIMATE' : matchOf(view, number) };
}

function isVague(kind: Alignment['kind'], number: NumberAgreement): boolean {
  return kind === 'MISSING' || (kind === 'NONE' && number !== 'FOUND');
}

interface View {
  readonly street: Alignment;
  readonly commune: CommuneAgreement;
  readonly otherPostcode: boolean;
  readonly leftoverShare: number;
}

function viewOf({ address, communeCode, communes }: Asked, names: Names, streetFirst: boolean): View {
  const { street, name } = names;
  const none: ReadonlySet<number> = new Set<number>();
  const early = streetFirst ? alignment(name, address, none) : communeAlignment(names, address, none);
  const late = streetFirst ? communeAlignment(names, address, early.taken) : alignment(name, address, early.taken);
  const [streetPart, communePart] = streetFirst ? [early, late] : [late, early];
  const both = new Set([...streetPart.taken, ...communePart.taken]);
  const place = alignment(names.place, address, both);
  const left = address.words.filter((_word, position) => !both.has(position) && !place.taken.has(position));
  const named = communeCode === street.communeCode || communePart.exact;
  const other = named
    ? undefined
    : communes.find(({ code, words }) => code !== street.communeCode && isWithin(words, left));
  const leftover = other === undefined ? left : left.filter((word) => !other.words.includes(word));
  const postcode = postcodeAgreement(address.postcode, street.postcodes);
  return {
    street: streetPart,
    commune: communeAgreement({
      named,
      nearly: communePart.coverage >= NEARLY_FROM,
      other: other !== undefined,
      postcode,
    }),
    otherPostcode: postcode === 'OTHER',
    leftoverShare: weight(leftover) / Math.max(weight(address.words), 1),
  };
}

/** The commune's present name or its old one, whichever was typed. */
function communeAlignment(names: Names, address: AskedAddress, taken: ReadonlySet<number>): Alignment {
  const present = alignment(names.commune, address, taken);
  const old = alignment(names.oldCommune, address, taken);
  return old.coverage > present.coverage ? old : present;
}

function communeAgreement(facts: {
  named: boolean;
  nearly: boolean;
  other: boolean;
  postcode: 'AGREES' | 'UNSAID' | 'OTHER';
}): CommuneAgreement {
  if (facts.named) return 'AGREES';
  if (facts.other) return 'OTHER';
  if (facts.nearly) return 'NEARLY';
  if (facts.postcode === 'UNSAID') return 'UNSAID';
  return facts.postcode;
}

/** CEDEX codes (47916…) are no address's postcode: they say nothing. */
function postcodeAgreement(asked: string | null, postcodes: readonly string[]): 'AGREES' | 'UNSAID' | 'OTHER' {
  if (asked === null || /^\d\d9/.test(asked)) return 'UNSAID';
  return postcodes.includes(asked) ? 'AGREES' : 'OTHER';
}

function isWithin(words: readonly string[], others: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => others.includes(word));
}

function weight(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + weightOf(word), 0);
}

/** Never exact unless the number, the street and the commune that were asked are those of the answer. */
function matchOf({ street, commune, otherPostcode, leftoverShare }: View, number: NumberAgreement): AddressMatch {
  if (!street.exact || leftoverShare > 0 || commune === 'NEARLY') return 'APPROXIMATE';
  if (commune === 'OTHER') return 'OTHER_COMMUNE';
  if (otherPostcode) return 'APPROXIMATE';
  if (commune === 'UNSAID') return 'STREET_ONLY';
  if (number === 'NOT_ASKED') return 'NUMBER_MISSING';
  return number === 'FOUND' ? 'EXACT' : 'NUMBER_NOT_FOUND';
}
