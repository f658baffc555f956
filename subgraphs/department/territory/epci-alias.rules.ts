/**
 * SIRENs that EPCI had before they merged, still found in files.
 */
const FORMER_SIRENS: ReadonlyMap<string, string> = new Map([['200035459', '200096956']]);

/** The SIREN that an EPCI has today, whichever of its SIRENs is given. */
export function currentSiren(siren: string): string {
  return FORMER_SIRENS.get(siren) ?? siren;
}
