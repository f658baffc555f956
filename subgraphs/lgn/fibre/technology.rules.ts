/** The ways of reaching the internet that the hub tells apart; the same list as in the operators' subgraph. */
export const TECHNOLOGIES = ['FIBRE', 'COPPER', 'CABLE', 'FIXED_4G', 'FIXED_5G', 'RADIO', 'SATELLITE'] as const;

export type Technology = (typeof TECHNOLOGIES)[number];

/** `code_techno` of « Ma connexion internet »; a code that the producer does not document stays without technology. */
const TECHNOLOGY_OF_CODE: Readonly<Record<string, Technology>> = {
  FO: 'FIBRE',
  CU: 'COPPER',
  COAX: 'CABLE',
  '4GF': 'FIXED_4G',
  THDR: 'RADIO',
  HDR: 'RADIO',
  SAT: 'SATELLITE',
};

export function technologyOfCode(code: string): Technology | null {
  return TECHNOLOGY_OF_CODE[code] ?? null;
}

/** A range of speeds; the ranges overlap, because the producer's do. `toMbps` null: no upper bound. */
export interface SpeedClass {
  readonly code: string;
  readonly label: string;
  readonly fromMbps: number;
  readonly toMbps: number | null;
}

/** Speed classes of « Ma connexion internet », in Mbit/s. */
const SPEED_CLASSES: Readonly<Record<string, SpeedClass>> = {
  INEL: { code: 'INEL', label: 'Inéligible à un débit utile (moins de 0,5 Mbit/s)', fromMbps: 0, toMbps: 0.5 },
  HD05: { code: 'HD05', label: 'De 0,5 à 4 Mbit/s', fromMbps: 0.5, toMbps: 4 },
  HD3: { code: 'HD3', label: 'De 2 à 10 Mbit/s', fromMbps: 2, toMbps: 10 },
  BHD8: { code: 'BHD8', label: 'De 6 à 25 Mbit/s', fromMbps: 6, toMbps: 25 },
  THD30: { code: 'THD30', label: 'De 20 à 100 Mbit/s', fromMbps: 20, toMbps: 100 },
  THD100: { code: 'THD100', label: 'De 100 à 1 000 Mbit/s', fromMbps: 100, toMbps: 1000 },
  THD1G: { code: 'THD1G', label: '1 Gbit/s et plus', fromMbps: 1000, toMbps: null },
};

/** The class of a code, `null` when the producer does not document it. */
export function speedClassOf(code: string | null): SpeedClass | null {
  return code === null ? null : (SPEED_CLASSES[code] ?? null);
}
