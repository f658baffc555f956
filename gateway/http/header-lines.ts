/** The header lines of a message's head, by lower-case name; a list where a name is repeated. */
export type HeaderLines = Record<string, string | string[]>;

/**
 * One or more header lines, each a name, a colon and a value, ended as RFC 9112 wants. Nothing is forgiven: no folded
 * line, no space before the colon, no control character.
 */
const LINES = /^(?:[!#$%&'*+\-.^_`|~\w]+:[\t\u0020-\u007e\u0080-\u00ff]*\r\n)+$/;

/**
 * Reads the header lines between two positions of a text, whose characters are bytes. `undefined` when they are not
 * written exactly as they must be.
 */
export function headerLines(text: string, from: number, to: number): HeaderLines | undefined {
  const lines: HeaderLines = {};
  if (from === to) return lines;
  if (!LINES.test(text.slice(from, to))) return undefined;
  for (let at = from; at < to;) {
    const colon = text.indexOf(':', at);
    const end = text.indexOf('\r\n', colon);
    add(lines, text.slice(at, colon).toLowerCase(), text.slice(colon + 1, end).trim());
    at = end + 2;
  }
  return lines;
}

function add(lines: HeaderLines, name: string, value: string): void {
  // A plain object is read faster than one without prototype, whose names are looked up only when they are met.
  const known = lines[name];
  if (known === undefined || !Object.hasOwn(lines, name)) lines[name] = value;
  else if (typeof known === 'string') lines[name] = [known, value];
  else known.push(value);
}

const DIGITS = /^\d{1,15}$/;

/** A `Content-Length`: `undefined` when there is none, `null` when it says no number of bytes. */
export function contentLength({ 'content-length': length }: HeaderLines): number | null | undefined {
  if (length === undefined) return undefined;
  return typeof length === 'string' && DIGITS.test(length) ? Number(length) : null;
}
