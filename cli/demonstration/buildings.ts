import type { DemonstrationAddress } from './addresses.ts';
import type { DemonstrationCommune } from './communes.ts';
import { closedCommuneCodes } from './copper.ts';
import { moved, type Point } from './geometry.ts';
import { DEMONSTRATION_HOUSEHOLD } from './household.ts';
import { type Random, seededRandom } from './random.ts';

/** `imb_etat` of ARCEP « Déploiements FttH », all of them. */
export type BuildingState =
  'cible' | 'signe' | 'en cours de deploiement' | 'deploye' | 'raccordable demande' | 'abandonne';

/** A building as the fibre operators know it; every file about fibre tells of the same ones. */
export interface DemonstrationBuilding {
  /** ARCEP's `imb_id`, in the operators' two usual shapes. */
  readonly id: string;
  /** `imb_id` of « Ma connexion internet ». */
  readonly connectionId: string;
  /** `null`: known by its position only. */
  readonly address: DemonstrationAddress | null;
  /** Letter of a building that shares its address with others. */
  readonly letter: string | null;
  readonly commune: DemonstrationCommune;
  readonly point: Point;
  readonly state: BuildingState;
  readonly dwellings: number;
  /** Splice cabinet, one for some 60 buildings. */
  readonly cabinet: string;
  readonly infrastructureOperator: 'FRTE' | 'AQTH';
  readonly rural: boolean;
}

const LARGE_COMMUNE = 4_500;
const WITHOUT_BUILDING = 0.06;

/** The buildings of all addresses: those of one commune are as far along as its deployment is. */
export function demonstrationBuildings(addresses: readonly DemonstrationAddress[]): readonly DemonstrationBuilding[] {
  const communes = new Set(addresses.map(({ commune }) => commune));
  return [...communes].flatMap((commune) => {
    return buildingsOfCommune(
      commune,
      addresses.filter((address) => address.commune === commune),
    );
  });
}

function buildingsOfCommune(
  commune: DemonstrationCommune,
  addresses: readonly DemonstrationAddress[],
): readonly DemonstrationBuilding[] {
  const random = seededRandom(`buildings/${commune.code}`);
  const large = commune.population >= LARGE_COMMUNE;
  const progress = closedCommuneCodes().has(commune.code) ? 0.97 : large ? 0.9 : 0.55 + 0.35 * random.next();
  const sites = addresses.flatMap((address) => sitesAt(address, { large, random }));
  const lonely = Array.from({ length: 2 }, () => lonelySite(commune, random));
  return [...sites, ...lonely].map((site, index) => {
    const operator = large ? 'FRTE' : 'AQTH';
    return {
      ...site,
      id: buildingId(commune.code, operator, index + 1),
      connectionId: `demo-${commune.code}-${String(index + 1).padStart(4, '0')}`,
      commune,
      state: stateOf(site, progress, random),
      cabinet: `${operator === 'FRTE' ? 'PMZ' : 'FI'}-${commune.code}-${String(Math.floor(index / 60) + 1).padStart(4, '0')}`,
      infrastructureOperator: operator,
    };
  });
}

type Site = Pick<DemonstrationBuilding, 'address' | 'letter' | 'point' | 'dwellings' | 'rural'>;

function sitesAt(
  address: DemonstrationAddress,
  { large, random }: { large: boolean; random: Random },
): readonly Site[] {
  const { point, rural } = address;
  if (address.banId === DEMONSTRATION_HOUSEHOLD.banId) return [{ address, letter: null, point, dwellings: 1, rural }];
  if (random.chance(WITHOUT_BUILDING)) return [];
  const block = large && !rural && random.chance(0.14);
  if (!block) return [{ address, letter: null, point, dwellings: 1, rural }];
  const letters = random.chance(0.3) ? ['A', 'B'] : [null];
  return letters.map((letter, index) => ({
    address,
    letter,
    point: moved(point, 14 * index, 6 * index),
    dwellings: random.integer(4, 24),
    rural,
  }));
}

function lonelySite(commune: DemonstrationCommune, random: Random): Site {
  const point = moved(commune, random.integer(-1_800, 1_800), random.integer(-1_800, 1_800));
  return { address: null, letter: null, point, dwellings: 1, rural: true };
}

function stateOf({ address, dwellings, rural }: Site, progress: number, random: Random): BuildingState {
  if (address?.banId === DEMONSTRATION_HOUSEHOLD.banId) return 'deploye';
  if (random.chance(progress - (rural ? 0.15 : 0))) return 'deploye';
  const draw = random.next();
  if (draw < 0.35) return 'en cours de deploiement';
  if (draw < 0.6) return 'raccordable demande';
  if (draw < 0.88) return dwellings > 1 ? 'signe' : 'cible';
  return draw < 0.94 ? 'signe' : 'abandonne';
}

function buildingId(communeCode: string, operator: 'FRTE' | 'AQTH', index: number): string {
  const code = index.toString(36).toUpperCase().padStart(4, '0');
  return operator === 'FRTE' ? `IMB/${communeCode}/X/${code}` : `FI-${communeCode}-${code}`;
}
