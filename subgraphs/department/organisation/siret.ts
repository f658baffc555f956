import siret from 'siret';

const LA_POSTE_SIREN = '356000000';

/**
 * Whether a text is a SIRET: 14 digits with Luhn's check digit. La Poste's branches follow another rule, which the
 * `siret` package lacks: the sum of their digits is a multiple of 5.
 */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text) || /^0+$/.test(text)) return false;
  if (siret.isSIRET(text)) return true;
  const sum = Array.from(text).reduce((total, digit) => total + Number(digit), 0);
  return text.startsWith(LA_POSTE_SIREN) && sum % 5 === 0;
}

/** Whether a text is an RNA number: W and nine digits. */
export function isRna(text: string): boolean {
  return /^W\d{9}$/.test(text);
}
