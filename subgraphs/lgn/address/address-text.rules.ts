import { expanded, expandedAtStart, isArticle, isStreetKind } from './address-abbreviation.rules.ts';

/** What somebody typed, taken apart. */
export interface AskedAddress {
  readonly number: number | null;
  /** `bis`, `ter`, `b`… as typed, in lower case. */
  readonly suffix: string | null;
  readonly postcode: string | null;
  /** The other words, abbreviations expanded, articles left out. */
  readonly words: readonly string[];
  /** The last word may be unfinished: the text does not end on a space and ends on a word. */
  readonly unfinished: boolean;
}

const LONGEST_QUERY = 200;
const SUFFIX = /^(bis|ter|quater|quinquies|[a-z])$/;
const NUMBER = /^(\d{1,4})(bis|ter|quater|quinquies|[a-z])?$/;
const POSTCODE = /^\d{5}$/;
const MONTH =
  /^(janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|janv|sept|oct|nov|dec)$/;
/** « route départementale 656 », « D 656 », « RN 21 »: the number belongs to the road. */
const ROAD_BEFORE = /^(rd|rn|d|n|departementale|nationale|communale|vc|cd)$/;

/** Lower case, no accent, ligatures opened, anything that is neither letter nor digit a space. Idempotent. */
export function normalised(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

function splitWords(text: string): string[] {
  const words = normalised(text)
    .replaceAll(/\bcedex( \d{1,2})?\b/g, '')
    .replaceAll(/\blieux? dits?\b|\bld\b/g, 'lieudit');
  return words.split(' ').filter((word) => word !== '' && word !== 'lieudit');
}

/** The words of a street's name that tell it from others: « Rue de la Paix » gives `rue`, `paix`. */
export function streetWords(name: string): readonly string[] {
  const [first, ...others] = splitWords(name);
  if (first === undefined) return [];
  const words = [expandedAtStart(first), ...others].map(expanded);
  const telling = words.filter((word) => !isArticle(word));
  return telling.length > 0 ? telling : words;
}

/** The words of a commune's or a hamlet's name: « Villeneuve-sur-Lot » gives `villeneuve`, `sur`, `lot`. */
export function areaWords(name: string): readonly string[] {
  const words = splitWords(name).map(expanded);
  const telling = words.filter((word) => !isArticle(word));
  return telling.length > 0 ? telling : words;
}

/** Takes apart an address as one types it. Never throws; a text without word gives no word. */
export function askedAddress(text: string): AskedAddress {
  const tokens = splitWords(text.slice(0, LONGEST_QUERY).replaceAll(/\bn\s?[°º]/gi, ' '));
  const postcodeAt = tokens.findIndex((token) => POSTCODE.test(token));
  const house = houseNumber(tokens);
  const left = tokens.filter((_token, index) => index !== postcodeAt && !house.positions.includes(index));
  const words = left.map(expanded).filter((word) => !isArticle(word));
  return {
    number: house.number,
    suffix: house.suffix,
    postcode: tokens[postcodeAt] ?? null,
    words,
    unfinished: /[\p{L}\d]$/u.test(text) && left.length > 0 && left.at(-1) === tokens.at(-1),
  };
}

interface HouseNumber {
  readonly number: number | null;
  readonly suffix: string | null;
  /** Positions of the tokens that it takes. */
  readonly positions: readonly number[];
}

function houseNumber(tokens: readonly string[]): HouseNumber {
  for (const [index, token] of tokens.entries()) {
    const [, digits, attached] = NUMBER.exec(token) ?? [];
    if (digits === undefined || belongsToTheStreet(tokens, index) || Number(digits) === 0) continue;
    const after = index + 1;
    const separate = attached === undefined && isSuffix(tokens, after) ? (tokens[after] ?? null) : null;
    const range = NUMBER.test(tokens[after] ?? '') && !belongsToTheStreet(tokens, after) ? [after] : [];
    const marks = /^(no|numero)$/.test(tokens[index - 1] ?? '') ? [index - 1] : [];
    return {
      number: Number(digits),
      suffix: attached ?? separate,
      positions: [...marks, index, ...(separate === null ? range : [after])],
    };
  }
  return { number: null, suffix: null, positions: [] };
}

/** Dates (« 8 mai 1945 »), roads (« D 656 ») and ranks (« 1 er ») hold numbers that are no house's. */
function belongsToTheStreet(tokens: readonly string[], index: number): boolean {
  const before = tokens[index - 1] ?? '';
  const after = tokens[index + 1] ?? '';
  const rank = /^(er|e|eme|ieme|ere)$/.test(after) || /^\d+(e|er|eme)$/.test(tokens[index] ?? '');
  return MONTH.test(after) || MONTH.test(before) || rank || ROAD_BEFORE.test(before);
}

/** A lone letter after the number is a suffix, unless it starts « d’Agen », « l’Église » or « r de la Paix ». */
function isSuffix(tokens: readonly string[], index: number): boolean {
  const token = tokens[index] ?? '';
  if (!SUFFIX.test(token)) return false;
  const next = tokens[index + 1] ?? '';
  if (/^[dlnr]$/.test(token)) return isStreetKind(expanded(next));
  return true;
}
