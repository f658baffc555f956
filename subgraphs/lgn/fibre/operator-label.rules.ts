/** The operators whose code is known for certain; any other code is shown as it is. */
const LABELS: Readonly<Record<string, string>> = {
  FRTE: 'Orange',
  SFR0: 'SFR',
  BOUY: 'Bouygues Telecom',
  FREE: 'Free',
  NORN: 'Nordnet',
  AQTH: 'Nouvelle-Aquitaine THD',
};

/** The name of an operator, or its code when the name is not known. */
export function operatorLabel(code: string): string {
  return LABELS[code] ?? code;
}
