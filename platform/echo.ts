/** What an identifier or a code looks like: one word, and not a long one. */
const CODE = /^[\w:.-]{1,40}$/;

/**
 * A wrong code as an error may quote it: public codes (INSEE, SIREN, SIRET, cursors) are, but what does not look like a
 * code at all may be an address given in the wrong place, and is only said to be a text.
 */
export function echoedCode(value: string): string {
  return CODE.test(value) ? `« ${value} »` : 'un texte d’une autre forme';
}
