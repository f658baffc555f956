/**
 * Each function reads one JSON value at a position of a text whose characters are the bytes of UTF-8, and gives the
 * position after it, or -1 when the value is not of that kind or not written as `JSON.stringify` writes it: what is cut
 * must be what the general executor would have written.
 */
export type ScanLeaf = (text: string, position: number, hasEscapes: boolean) => number;

const QUOTE = 34;
const BACKSLASH = 92;
const [MINUS, POINT, ZERO] = [45, 46, 48];
/** After a backslash: `"`, `\`, `b`, `f`, `n`, `r`, `t`. */
const PLAIN_ESCAPES = new Set(['"', '\\', 'b', 'f', 'n', 'r', 't']);
/** Control characters that have no escape of their own. */
const CONTROL = /^u00(?:0[0-7be]|0f|1[\da-f])$/;

/** Whether a text may hold escapes, or characters that JSON forbids in strings. */
export function hasEscapes(text: string): boolean {
  return /[\u0000-\u001f\\]/.test(text);
}

export const scanString: ScanLeaf = (text, position, escapes) => {
  if (text.charCodeAt(position) !== QUOTE) return -1;
  if (escapes) return scanEscaped(text, position + 1);
  const end = text.indexOf('"', position + 1);
  return end === -1 ? -1 : end + 1;
};

/** Reads the rest of a string that may hold escapes, its first quote read. */
export function scanEscaped(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < 32) return -1;
    if (code !== BACKSLASH) continue;
    const next = text.charAt(at + 1);
    if (PLAIN_ESCAPES.has(next)) at += 1;
    else if (CONTROL.test(text.slice(at + 1, at + 6))) at += 5;
    else return -1;
  }
  return -1;
}

const isDigit = (code: number): boolean => code >= ZERO && code <= 57;

/** Whether a number goes on: with more digits, a fraction or an exponent. */
function goesOn(code: number): boolean {
  return isDigit(code) || code === POINT || code === MINUS || code === 43 || code === 69 || code === 101;
}

/** So many digits are always a 32-bit integer. */
const SURELY_INT = 9;

export const scanInt: ScanLeaf = (text, position) => {
  const start = text.charCodeAt(position) === MINUS ? position + 1 : position;
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  if (end === start || goesOn(text.charCodeAt(end))) return -1;
  // `JSON.stringify` writes neither leading zeros nor a negative zero.
  if (text.charCodeAt(start) === ZERO) return end - position === 1 ? end : -1;
  if (end - start <= SURELY_INT) return end;
  const value = Number(text.slice(position, end));
  return (value | 0) === value ? end : -1;
};

/** Two decimals of so many significant digits are never the same double: the shortest text of each is itself. */
const EXACT_DIGITS = 15;
/** Smaller numbers are written with an exponent. */
const MAX_LEADING_ZEROS = 5;

export const scanFloat: ScanLeaf = (text, position) => {
  const start = text.charCodeAt(position) === MINUS ? position + 1 : position;
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  let digits = end - start;
  const isBelowOne = text.charCodeAt(start) === ZERO;
  if (digits === 0 || (isBelowOne && digits > 1)) return -1;
  if (text.charCodeAt(end) === POINT) {
    const point = end;
    while (isDigit(text.charCodeAt(end + 1))) end += 1;
    if (end === point || text.charCodeAt(end) === ZERO) return -1;
    let first = point + 1;
    if (isBelowOne) while (text.charCodeAt(first) === ZERO) first += 1;
    if (isBelowOne && first - point - 1 > MAX_LEADING_ZEROS) return -1;
    digits = (isBelowOne ? 0 : digits) + end + 1 - first;
    end += 1;
  } else if (isBelowOne && start > position) return -1;
  return digits <= EXACT_DIGITS && !goesOn(text.charCodeAt(end)) ? end : scanAnyFloat(text, position);
};

/** Reads a number of many digits, or with an exponent, by writing it again. */
function scanAnyFloat(text: string, position: number): number {
  let end = position;
  while (goesOn(text.charCodeAt(end))) end += 1;
  const written = text.slice(position, end);
  const value = Number(written);
  return end > position && Number.isFinite(value) && String(value) === written ? end : -1;
}

export const scanBoolean: ScanLeaf = (text, position) => {
  if (text.startsWith('true', position)) return position + 4;
  return text.startsWith('false', position) ? position + 5 : -1;
};

/** A scalar of any kind; an object or a list is left to the general executor. */
export const scanScalar: ScanLeaf = (text, position, escapes) => {
  const code = text.charCodeAt(position);
  if (code === QUOTE) return scanString(text, position, escapes);
  return code === 116 || code === 102 ? scanBoolean(text, position, escapes) : scanFloat(text, position, escapes);
};

/** One of an enumeration's values. */
export function scanEnum(values: ReadonlySet<string>): ScanLeaf {
  return (text, position) => {
    if (text.charCodeAt(position) !== QUOTE) return -1;
    const end = text.indexOf('"', position + 1);
    return end !== -1 && values.has(text.slice(position + 1, end)) ? end + 1 : -1;
  };
}
