import type { DemonstrationBuilding } from './buildings.ts';
import { closedCommuneCodes } from './copper.ts';
import { csvText } from './csv-text.ts';
import { DEMONSTRATION_HOUSEHOLD } from './household.ts';
import { type Random, seededRandom } from './random.ts';

/** What one operator could sell at one building. */
interface Eligibility {
  readonly building: DemonstrationBuilding;
  readonly operator: string;
  readonly technology: string;
  readonly download: string;
  readonly upload: string;
}

type Line = Omit<Eligibility, 'building'>;

/** An operator that does not exist, for the technologies that nobody is known to sell here. */
const NOBODY = 'DEMO';
const FIBRE_OPERATORS = ['FRTE', 'SFR0', 'BOUY', 'FREE'];

/** `eligibilite/actuel` of « Ma connexion internet », coherent with the buildings' fibre and the communes' copper. */
export function eligibilityCsv(buildings: readonly DemonstrationBuilding[]): string {
  const closed = closedCommuneCodes();
  const random = seededRandom('eligibility');
  const rows = buildings.flatMap((building) =>
    linesAt(building, { copper: !closed.has(building.commune.code), random }).map((line) => ({ building, ...line })),
  );
  return csvText<Eligibility>(rows, {
    imb_id: ({ building }) => building.connectionId,
    addr_code: ({ building }) => building.address?.banId ?? building.id,
    imb_code: ({ building }) => building.id,
    code_operateur: ({ operator }) => operator,
    code_techno: ({ technology }) => technology,
    classe_debit_montant: ({ upload }) => upload,
    classe_debit_descendant: ({ download }) => download,
    limitation: () => '',
    saturation: () => '',
  });
}

function linesAt(building: DemonstrationBuilding, where: { copper: boolean; random: Random }): readonly Line[] {
  const { random } = where;
  const isHousehold = building.address?.banId === DEMONSTRATION_HOUSEHOLD.banId;
  const lines: Line[] = [];
  if (building.state === 'deploye') lines.push(...fibreLines(isHousehold ? 4 : random.integer(2, 4), random));
  if (where.copper && (isHousehold || random.chance(0.92))) lines.push(copperLine(building.rural, random));
  if (isHousehold || random.chance(0.6))
    lines.push({ operator: random.pick(FIBRE_OPERATORS), technology: '4GF', download: 'THD30', upload: 'BHD8' });
  if (building.rural && random.chance(0.25))
    lines.push({ operator: NOBODY, technology: random.chance(0.7) ? 'THDR' : 'HDR', download: 'THD30', upload: 'HD3' });
  if (building.dwellings > 1 && random.chance(0.1))
    lines.push({ operator: NOBODY, technology: 'COAX', download: 'THD100', upload: 'BHD8' });
  lines.push({ operator: 'NORN', technology: 'SAT', download: 'THD30', upload: 'HD3' });
  return lines;
}

function fibreLines(count: number, random: Random): readonly Line[] {
  return random
    .some(FIBRE_OPERATORS, count)
    .map((operator) => ({ operator, technology: 'FO', download: 'THD1G', upload: 'THD100' }));
}

function copperLine(rural: boolean, random: Random): Line {
  const download = rural ? random.pick(['HD05', 'HD05', 'HD3', 'BHD8']) : random.pick(['HD3', 'BHD8', 'BHD8', 'THD30']);
  return { operator: 'FRTE', technology: 'CU', download, upload: download === 'THD30' ? 'HD3' : 'HD05' };
}
