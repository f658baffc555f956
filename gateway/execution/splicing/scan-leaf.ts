/**
 * Each function reads one JSON value at a position of a text whose characters are the bytes of UTF-8, and gives the
 * position after it, or -1 when the value is not of that kind or not written as `JSON.stringify` writes it: what is cut
 * must be what the general executor would have written.
 */
export type ScanLeaf = (text: string, position: number, hasEscapes: boolean) => number;

const QUOTE = 34;
const BACKSLASH = 92;
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

function scanEscaped(text: string, start: number): number {
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

/** The end of the characters that a number can have. */
function numberEnd(text: string, position: number): number {
  let at = position;
  for (;;) {
    const code = text.charCodeAt(at);
    const isPart =
      (code >= 48 && code <= 57) || code === 45 || code === 46 || code === 101 || code === 43 || code === 69;
    if (!isPart) return at;
    at += 1;
  }
}

export const scanInt: ScanLeaf = (text, position) => {
  const end = numberEnd(text, position);
  const value = Number(text.slice(position, end));
  return end > position && (value | 0) === value && String(value) === text.slice(position, end) ? end : -1;
};

export const scanFloat: ScanLeaf = (text, position) => {
  const end = numberEnd(text, position);
  const written = text.slice(position, end);
  const value = Number(written);
  return end > position && Number.isFinite(value) && String(value) === written ? end : -1;
};

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
