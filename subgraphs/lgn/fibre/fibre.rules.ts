/** What fibre means for a household, whatever the vocabulary of the file it was read in. */
export const FIBRE_STATUSES = [
  'CONNECTABLE_NOW',
  'ON_DEMAND',
  'UNDER_WAY',
  'PLANNED',
  'REFUSED_OR_ABANDONED',
  'UNKNOWN',
] as const;

export type FibreStatus = (typeof FIBRE_STATUSES)[number];

/**
 * The states of a building in the deployment files: `imb_etat` (ARCEP « Déploiements FttH ») and `EtatImmeuble`
 * (Interop'Fibre IPE), normalised. Only DEPLOYE means connectable; with the owner's agreement the flow is
 * SIGNE → EN COURS → DEPLOYE, so a signed building has no work under way yet.
 */
const STATUS_OF_STATE: Readonly<Record<string, FibreStatus>> = {
  CIBLE: 'PLANNED',
  SIGNE: 'PLANNED',
  'EN COURS DE DEPLOIEMENT': 'UNDER_WAY',
  'RAD EN COURS DE DEPLOIEMENT': 'UNDER_WAY',
  'RACCORDABLE DEMANDE': 'ON_DEMAND',
  DEPLOYE: 'CONNECTABLE_NOW',
  ABANDONNE: 'REFUSED_OR_ABANDONED',
};

/** The status of a deployment file's state; a state that the producers do not document is unknown, never guessed. */
export function fibreStatusOfState(state: string | null): FibreStatus {
  return STATUS_OF_STATE[normalisedState(state ?? '')] ?? 'UNKNOWN';
}

function normalisedState(state: string): string {
  return state
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}

/** Fibre at one building or one premises, with the producer's own words beside ours. */
export interface FibreFacts {
  readonly status: FibreStatus;
  /** The state as the producer writes it (`imb_etat`, `EtatImmeuble`), or `elig_fo=…` when there is only that mark. */
  readonly producerCode: string | null;
  readonly stateDate: string | null;
  readonly pmReference: string | null;
  readonly pmState: string | null;
  readonly pmDate: string | null;
  readonly infrastructureOperatorCode: string | null;
  /** Codes of the operators that declare a fibre offer here. */
  readonly orderableOperatorCodes: readonly string[];
  /** The import whose date and source these facts bear; `null` when no file speaks of the place. */
  readonly importId: number | null;
}

const LEAST_PROGRESS_FIRST: readonly FibreStatus[] = [
  'REFUSED_OR_ABANDONED',
  'PLANNED',
  'UNDER_WAY',
  'ON_DEMAND',
  'CONNECTABLE_NOW',
  'UNKNOWN',
];

/**
 * The facts that stand for several buildings of one address: the least advanced known ones, so that nobody is told
 * "connectable" because of the house next door. `null` when there is no building.
 */
export function leastAdvanced(facts: readonly FibreFacts[]): FibreFacts | null {
  const progress = (status: FibreStatus) => LEAST_PROGRESS_FIRST.indexOf(status);
  return facts.toSorted((a, b) => progress(a.status) - progress(b.status))[0] ?? null;
}

/** Connectable dwellings in a hundred, to one decimal; `null` when there is no dwelling. */
export function connectablePercentage(connectable: number, total: number): number | null {
  return total === 0 ? null : Math.round((connectable / total) * 1000) / 10;
}
