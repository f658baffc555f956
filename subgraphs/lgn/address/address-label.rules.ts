/** An address on one line, as on an envelope: « 12 bis Rue de la Paix 47000 Agen ». */
export function addressLabel(address: {
  readonly number: number | null;
  readonly suffix: string | null;
  readonly street: string;
  readonly postcode: string | null;
  readonly commune: string;
}): string {
  const { number, suffix, street, postcode, commune } = address;
  return [number, suffix, street, postcode, commune].filter((part) => part !== null && part !== '').join(' ');
}
