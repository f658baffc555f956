import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { digestOf } from '../../platform/internal-token/proof.ts';

const PREFIX = 'd47_live_';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_BYTES = 32;
/** 62⁴³ is just above 2²⁵⁶, and 62⁶ above 2³². */
const RANDOM_DIGITS = 43;
const CHECK_DIGITS = 6;
const ID_DIGITS = 8;
export const KEY_CHARACTERS = PREFIX.length + RANDOM_DIGITS + CHECK_DIGITS;

const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_DIGITS + CHECK_DIGITS}}$`);
const ID_FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${ID_DIGITS}}$`);

/** What is kept of a key. */
export interface KeyMark {
  /** Its first characters, by which people name it. */
  readonly id: string;
  /** SHA-256: a key is 256 random bits, so nobody finds it by trying, and a slow hash would only slow good callers. */
  readonly digest: string;
}

/**
 * A new key, e.g. `d47_live_4hT…`: a prefix that secret scanners recognise, 256 random bits, and a checksum by which a
 * key that was not copied whole is told from one that is not known. Letters and digits only: a double click takes it whole.
 */
export function newKeyText(): string {
  const random = BigInt(`0x${randomBytes(RANDOM_BYTES).toString('hex')}`);
  const body = `${PREFIX}${inDigits(random, RANDOM_DIGITS)}`;
  return body + checksumOf(body);
}

/** Whether a text can be a key, known or not. */
export function isKeyText(text: string): boolean {
  return FORM.test(text) && checksumOf(text.slice(0, -CHECK_DIGITS)) === text.slice(-CHECK_DIGITS);
}

export function keyMark(text: string): KeyMark {
  return { id: text.slice(0, PREFIX.length + ID_DIGITS), digest: digestOf(text) };
}

/** The identifier that a text gives: itself, or the beginning of a whole key; `null` when it is neither. */
export function keyIdIn(text: string): string | null {
  if (ID_FORM.test(text)) return text;
  return FORM.test(text) ? keyMark(text).id : null;
}

function checksumOf(body: string): string {
  return inDigits(BigInt(crc32(body)), CHECK_DIGITS);
}

function inDigits(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = `${DIGITS[Number(rest % 62n)] ?? ''}${text}`;
  return text;
}
