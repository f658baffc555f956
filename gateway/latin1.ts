const NOT_ASCII = /[\u0080-\u00ff]/;

/** The text whose UTF-8 bytes are these characters. */
export function decoded(latin1: string): string {
  return NOT_ASCII.test(latin1) ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1;
}

/** A text as its UTF-8 bytes, each of them a character: so texts are cut and joined as what is sent and received. */
export function encoded(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** A copy: a piece of a text keeps the whole of it. */
export function copied(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('latin1');
}
