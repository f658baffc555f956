import { copperSentence, frenchDate } from '../copper-closure/copper-closure.rules.ts';
import type { FibreStatus } from '../fibre/fibre.rules.ts';
import type { Advice, AdviceFacts, Solution } from './advice.rules.ts';

/** Who said it, and of what day it is. */
export interface Sourced {
  readonly source: string;
  readonly asOf: string;
}

export interface VerdictSources {
  readonly fibre: Sourced | null;
  readonly copper: Sourced | null;
}

const FIBRE: Readonly<Record<FibreStatus, string>> = {
  CONNECTABLE_NOW: 'Fibre raccordable dès maintenant',
  ON_DEMAND: 'Fibre raccordable sur demande',
  UNDER_WAY: 'Fibre en cours de déploiement',
  PLANNED: 'Fibre prévue, travaux pas commencés',
  REFUSED_OR_ABANDONED: 'Fibre refusée ou abandonnée pour cet immeuble',
  UNKNOWN: 'Fibre : aucune information',
};

/** A solution in the words of a French sentence. */
export const SOLUTION_WORDS: Readonly<Record<Solution, string>> = {
  FIBRE: 'commander la fibre',
  FIBRE_ON_DEMAND: 'demander le raccordement à la fibre',
  WAIT_FOR_FIBRE: 'attendre la fibre',
  KEEP_COPPER: 'garder la ligne de cuivre en attendant',
  CABLE: 'prendre le câble',
  FIXED_5G: 'prendre une box 5G',
  FIXED_4G: 'prendre une box 4G',
  RADIO: 'prendre le réseau radio fixe',
  SATELLITE: 'prendre le satellite',
  CALL_ADVICE_SERVICE: 'appeler le service de conseil de LGN',
};

/** The one sentence that an advisor reads aloud: fibre, copper, what to do, each with its source and date. */
export function verdictSentence(facts: AdviceFacts, advice: Advice, sources: VerdictSources): string {
  const fibre = `${FIBRE[facts.fibre]}${mention(sources.fibre)}`;
  const copper = `cuivre : ${copperSentence(facts.copper)}${mention(sources.copper)}`;
  const first = advice.solutions[0]?.solution ?? 'CALL_ADVICE_SERVICE';
  return `${fibre} ; ${copper} ; conseil : ${SOLUTION_WORDS[first]}.`;
}

function mention(sourced: Sourced | null): string {
  return sourced === null ? '' : ` (${sourced.source}, état au ${frenchDate(sourced.asOf)})`;
}
