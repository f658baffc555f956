import { randomBytes } from 'node:crypto';

/** Characters of one identifier, four bits each, and identifiers drawn at once: to draw each alone costs ten times as much. */
const LENGTH = 32;
const DRAWN = 128;

let drawn = '';
let at = 0;

/** Another one for each request: 128 random bits, in hexadecimal. */
export function newRequestId(): string {
  if (at === drawn.length) {
    drawn = randomBytes((DRAWN * LENGTH) / 2).toString('hex');
    at = 0;
  }
  at += LENGTH;
  return drawn.slice(at - LENGTH, at);
}
