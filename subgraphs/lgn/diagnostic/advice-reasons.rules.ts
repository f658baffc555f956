/** Why a solution is advised, by a code that never changes; the same list as in docs/regles-de-conseil.md. */
export const ADVICE_SENTENCES = {
  FIBRE_CONNECTABLE_NOW: 'La fibre peut être raccordée dès maintenant : il suffit de la commander à un opérateur.',
  FIBRE_ON_DEMAND: 'La fibre est raccordable sur demande : une commande déclenche les travaux, avec un délai.',
  FIBRE_UNDER_WAY: 'La fibre est en cours de déploiement à cette adresse : elle n’est pas encore commandable.',
  FIBRE_PLANNED: 'La fibre est prévue à cette adresse, les travaux n’ont pas commencé.',
  FIBRE_REFUSED_OR_ABANDONED:
    'Le raccordement de l’immeuble a été refusé ou abandonné : le service de conseil peut chercher à le débloquer.',
  FIBRE_UNKNOWN: 'Aucun fichier ne dit où en est la fibre à cette adresse : à vérifier avec le service de conseil.',
  COPPER_NOT_SCHEDULED_YET: 'La ligne de cuivre peut être gardée : sa fermeture n’est pas encore programmée.',
  COPPER_UNTIL_CLOSURE: 'La ligne de cuivre peut être gardée en attendant, jusqu’à la fermeture technique annoncée.',
  COPPER_EXISTING_LINE_ONLY:
    'Une ligne de cuivre déjà en service marche jusqu’à la fermeture technique ; aucune nouvelle ligne n’est vendue.',
  COPPER_CALENDAR_UNKNOWN: 'Une ligne de cuivre est déclarée, mais le calendrier de sa fermeture n’est pas connu ici.',
  COPPER_CLOSED: 'Le cuivre est arrêté dans la commune : plus aucune ligne de téléphone ou ADSL ne marche.',
  CABLE_AVAILABLE: 'Un opérateur déclare le câble à cette adresse.',
  FIXED_5G_AVAILABLE: 'Un opérateur déclare une box 5G à cette adresse.',
  FIXED_4G_AVAILABLE: 'Un opérateur déclare une box 4G à cette adresse.',
  RADIO_AVAILABLE: 'Un réseau radio fixe est déclaré à cette adresse, solution d’attente de la fibre.',
  SATELLITE_AVAILABLE: 'Le satellite est déclaré à cette adresse.',
  SPEED_TO_CHECK: 'Le débit déclaré ne garantit pas le besoin exprimé : à mesurer avant de s’engager.',
  SPEED_BELOW_NEED: 'Le débit déclaré est inférieur au besoin exprimé.',
  CHECK_ALARM_EQUIPMENT:
    'Alarme ou téléassistance : faire vérifier par son fournisseur que l’équipement marche sans la ligne de cuivre.',
  PRIVATE_CONNECTION_AID: 'Une aide au raccordement privatif peut exister.',
  NO_SOLUTION_KNOWN: 'Aucune solution n’est connue du hub à cette adresse : le service de conseil peut chercher.',
} as const;

export type AdviceReasonCode = keyof typeof ADVICE_SENTENCES;

export interface AdviceReason {
  readonly code: AdviceReasonCode;
  /** French, to be read aloud. */
  readonly sentence: string;
}

export function adviceReason(code: AdviceReasonCode): AdviceReason {
  return { code, sentence: ADVICE_SENTENCES[code] };
}
