import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** A phone number of France as the standard writes it (`+33553404000`), `null` when it is not one. */
export function frenchPhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text, 'FR');
  return number?.isValid() === true ? number.number : null;
}
