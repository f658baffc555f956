/** Codes of the public schema by the standard's exact French label. */
type Vocabulary = Readonly<Record<string, string>>;

/**
 * The closed vocabularies of the « lieux de médiation numérique » standard v1.0.2, the single source of parsing,
 * printing and the GraphQL enums.
 * @see https://github.com/LaMednum/standard-mediation-num
 */
export const SERVICES = {
  AIDE_AUX_DEMARCHES_ADMINISTRATIVES: 'Aide aux démarches administratives',
  MAITRISE_DES_OUTILS_NUMERIQUES_DU_QUOTIDIEN: 'Maîtrise des outils numériques du quotidien',
  INSERTION_PROFESSIONNELLE_VIA_LE_NUMERIQUE: 'Insertion professionnelle via le numérique',
  UTILISATION_SECURISEE_DU_NUMERIQUE: 'Utilisation sécurisée du numérique',
  PARENTALITE_ET_EDUCATION_AVEC_LE_NUMERIQUE: 'Parentalité et éducation avec le numérique',
  LOISIRS_ET_CREATIONS_NUMERIQUES: 'Loisirs et créations numériques',
  COMPREHENSION_DU_MONDE_NUMERIQUE: 'Compréhension du monde numérique',
  ACCES_INTERNET_ET_MATERIEL_INFORMATIQUE: 'Accès internet et matériel informatique',
  ACQUISITION_DE_MATERIEL_INFORMATIQUE_A_PRIX_SOLIDAIRE: 'Acquisition de matériel informatique à prix solidaire',
} as const satisfies Vocabulary;

export const AUDIENCES = {
  JEUNES: 'Jeunes',
  ETUDIANTS: 'Étudiants',
  FAMILLES_ET_OU_ENFANTS: 'Familles et/ou enfants',
  SENIORS: 'Seniors',
  FEMMES: 'Femmes',
} as const satisfies Vocabulary;

export const SPECIAL_CARE = {
  SURDITE: 'Surdité',
  HANDICAPS_MOTEURS: 'Handicaps moteurs',
  HANDICAPS_MENTAUX: 'Handicaps mentaux',
  ILLETTRISME: 'Illettrisme',
  LANGUES_ETRANGERES_ANGLAIS: 'Langues étrangères (anglais)',
  LANGUES_ETRANGERES_AUTRES: 'Langues étrangères (autres)',
  DEFICIENCE_VISUELLE: 'Déficience visuelle',
} as const satisfies Vocabulary;

export const FEES = {
  GRATUIT: 'Gratuit',
  GRATUIT_SOUS_CONDITION: 'Gratuit sous condition',
  PAYANT: 'Payant',
} as const satisfies Vocabulary;

export const PROGRAMMES = {
  AIDANTS_CONNECT: 'Aidants Connect',
  BIBLIOTHEQUES_NUMERIQUE_DE_REFERENCE: 'Bibliothèques numérique de référence',
  CERTIFICATION_PIX: 'Certification PIX',
  CONSEILLERS_NUMERIQUES: 'Conseillers numériques',
  EMMAUS_CONNECT: 'Emmaüs Connect',
  FRANCE_SERVICES: 'France Services',
  GRANDE_ECOLE_DU_NUMERIQUE: 'Grande école du numérique',
  LA_CROIX_ROUGE: 'La Croix Rouge',
  POINT_D_ACCES_NUMERIQUE_CAF: "Point d'accès numérique CAF",
  PROMENEURS_DU_NET: 'Promeneurs du net',
  RELAIS_NUMERIQUE_EMMAUS_CONNECT: 'Relais numérique (Emmaüs Connect)',
} as const satisfies Vocabulary;

export const ACCESS_MODES = {
  SE_PRESENTER: 'Se présenter',
  TELEPHONER: 'Téléphoner',
  CONTACTER_PAR_MAIL: 'Contacter par mail',
  PRENDRE_UN_RDV_EN_LIGNE: 'Prendre un RDV en ligne',
  CE_LIEU_N_ACCUEILLE_PAS_DE_PUBLIC: "Ce lieu n'accueille pas de public",
  ENVOYER_UN_MAIL_AVEC_UNE_FICHE_DE_PRESCRIPTION: 'Envoyer un mail avec une fiche de prescription',
} as const satisfies Vocabulary;

export const SUPPORT_MODES = {
  EN_AUTONOMIE: 'En autonomie',
  ACCOMPAGNEMENT_INDIVIDUEL: 'Accompagnement individuel',
  DANS_UN_ATELIER_COLLECTIF: 'Dans un atelier collectif',
  A_DISTANCE: 'À distance',
} as const satisfies Vocabulary;

export const ITINERANCY = { ITINERANT: 'Itinérant', FIXE: 'Fixe' } as const satisfies Vocabulary;

/** Letters only, without accents nor case: how two spellings of a label are compared. */
export function foldedLetters(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** The code of a label or of a code itself, whatever its accents and case; `null` when the vocabulary lacks it. */
export function codeOf(vocabulary: Vocabulary, word: string): string | null {
  const wanted = foldedLetters(word);
  const found = Object.entries(vocabulary).find(
    ([code, label]) => foldedLetters(label) === wanted || foldedLetters(code) === wanted,
  );
  return found?.[0] ?? null;
}

/** The standard's labels of codes; a code that the vocabulary lost is shown as it is. */
export function labelsOf(vocabulary: Vocabulary, codes: readonly string[]): string[] {
  return codes.map((code) => vocabulary[code] ?? code);
}
