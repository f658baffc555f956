/** The producer that the provenance of everything fictitious names. */
export const DEMONSTRATION_SOURCE = 'Démonstration (données fictives)';

/** Said in every name that a person reads. */
const MARK = '(démonstration)';

/** A name that nobody can take for a real one. */
export function demonstrationName(name: string): string {
  return `${name} ${MARK}`;
}

/**
 * A telephone number of the range that ARCEP keeps for works of fiction in the south-west (05 36 49 xx xx):
 * nobody can be called at it.
 */
export function fictitiousPhone(index: number): string {
  return `+3353649${String(index % 10_000).padStart(4, '0')}`;
}

/** The same number as people write it. */
export function frenchPhone(phone: string): string {
  return `0${phone.slice(3)}`.replaceAll(/\B(?=(?:\d{2})+$)/g, ' ');
}

/** A SIRET that passes Luhn's check in a block that no organisation has: 999 000 xxx. */
export function fictitiousSiret(index: number): string {
  const siren = withCheckDigit(`999000${String(index % 100).padStart(2, '0')}`);
  return withCheckDigit(`${siren}${String(Math.floor(index / 100) + 1).padStart(4, '0')}`);
}

function withCheckDigit(digits: string): string {
  for (let check = 0; check < 10; check += 1) if (passesLuhn(`${digits}${check}`)) return `${digits}${check}`;
  throw new Error(`No check digit for ${digits}`);
}

function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** Letters and digits only, for identifiers and electronic addresses. */
export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
