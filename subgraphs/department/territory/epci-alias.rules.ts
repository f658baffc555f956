/**
 * SIRENs that EPCI had before they merged, still found in files.
 * 200035459: Agglomération d'Agen before 2022. 200036572: taken with it on the lead's word, not checked at a source.
 */
const FORMER_SIRENS: ReadonlyMap<string, string> = new Map([
  ['200035459', '200096956'],
  ['200036572', '200096956'],
]);

/** The SIREN that an EPCI has today, whichever of its SIRENs is given. */
export function currentSiren(siren: string): string {
  return FORMER_SIRENS.get(siren) ?? siren;
}
