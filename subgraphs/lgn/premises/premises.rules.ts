import { leastAdvanced, type FibreFacts } from '../fibre/fibre.rules.ts';
import { technologyOfCode, type Technology, TECHNOLOGIES } from '../fibre/technology.rules.ts';

/** How a building was attached to a BAN address: by its producer, by the same number and street, or not at all. */
export type AddressLink = 'PRODUCER' | 'DEDUCED' | 'NONE';

export interface BuildingFacts {
  readonly id: string;
  /** `imb_id` of « Ma connexion internet », the key of the eligibility rows. */
  readonly connectionId: string | null;
  readonly premisesId: string;
  readonly banId: string | null;
  readonly addressLink: AddressLink;
  readonly communeCode: string;
  /** PA (house) or IM (block of flats). */
  readonly buildingType: string | null;
  readonly dwellings: number | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly technologyCodes: readonly string[];
  readonly fibre: FibreFacts;
}

/** A household's place: a BAN number, or a building that has no BAN address. */
export interface Premises {
  readonly id: string;
  readonly banId: string | null;
  readonly communeCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly buildings: readonly BuildingFacts[];
}

/** What the advice rules need to know of a household's connections. */
export interface PremisesConnection {
  readonly premisesId: string;
  readonly communeCode: string;
  readonly fibre: FibreFacts;
  /** The buildings of the address are not all in the same state. */
  readonly fibreVaries: boolean;
  readonly technologies: readonly Technology[];
}

/** No file speaks of this place. */
export const UNKNOWN_FIBRE: FibreFacts = {
  status: 'UNKNOWN',
  producerCode: null,
  stateDate: null,
  pmReference: null,
  pmState: null,
  pmDate: null,
  infrastructureOperatorCode: null,
  orderableOperatorCodes: [],
  importId: null,
};

/** Fibre and technologies of a premises, all its buildings together. */
export function premisesConnection({ id, communeCode, buildings }: Premises): PremisesConnection {
  const facts = buildings.map(({ fibre }) => fibre);
  const shown = leastAdvanced(facts) ?? UNKNOWN_FIBRE;
  const operators = new Set(facts.flatMap(({ orderableOperatorCodes }) => orderableOperatorCodes));
  return {
    premisesId: id,
    communeCode,
    fibre: { ...shown, orderableOperatorCodes: [...operators].toSorted() },
    fibreVaries: new Set(facts.map(({ status }) => status)).size > 1,
    technologies: availableTechnologies(buildings),
  };
}

/**
 * The technologies that can be had today: those that an operator declares, and fibre where the building is deployed.
 * Nothing is deduced from an absence: copper missing from the file is a change of method, never a closure.
 */
function availableTechnologies(buildings: readonly BuildingFacts[]): readonly Technology[] {
  const available = new Set(buildings.flatMap(({ technologyCodes }) => technologyCodes.map(technologyOfCode)));
  if (buildings.some(({ fibre }) => fibre.status === 'CONNECTABLE_NOW')) available.add('FIBRE');
  return TECHNOLOGIES.filter((technology) => available.has(technology));
}
