const ROADMAP = 'Feuille de route « France Numérique Ensemble en Lot-et-Garonne » 2025-2027';

/** A figure that somebody published, with where and when. */
export interface PublishedFigure {
  readonly code: string;
  readonly label: string;
  readonly unit: 'SCORE_OF_25' | 'PERCENT' | 'PER_10000_INHABITANTS';
  readonly department: number;
  readonly region: number;
  /** `null`: the source does not give it. */
  readonly france: number | null;
  readonly source: string;
  /** When the study was made, as precise as the source is. */
  readonly studiedIn: string;
}

/**
 * The department's published figures and their references.
 * Source: roadmap 2025-2027, « Portrait du Lot-et-Garonne »: study of May 2024 (Insee RP 2020, Caf 2021, Compas).
 */
export const PUBLISHED_FIGURES: readonly PublishedFigure[] = [
  figure('INDICE_RUPTURE', 'Indice de rupture face au numérique', 'SCORE_OF_25', [15, 11, 15]),
  figure('PART_70_ANS_ET_PLUS', 'Part des 70 ans et plus', 'PERCENT', [18, 16, null]),
  figure('PART_BAS_NIVEAUX_FORMATION', 'Part des bas niveaux de formation', 'PERCENT', [31, 26, null]),
  figure('PART_MINIMA_SOCIAUX', 'Part des minima sociaux', 'PERCENT', [10, 9, null]),
  figure('PART_IMMIGRES', 'Part des immigrés', 'PERCENT', [10, 7, null]),
  figure('PART_SANS_EMPLOI', 'Part des 15 ans et plus sans emploi', 'PERCENT', [55, 52, null]),
  figure('LIEUX_POUR_10000', 'Lieux d’inclusion numérique pour 10 000 habitants', 'PER_10000_INHABITANTS', [
    4,
    5,
    null,
  ]),
];

function figure(
  code: string,
  label: string,
  unit: PublishedFigure['unit'],
  [department, region, france]: readonly [number, number, number | null],
): PublishedFigure {
  return { code, label, unit, department, region, france, source: `${ROADMAP}, étude Compas`, studiedIn: '2024-05' };
}
