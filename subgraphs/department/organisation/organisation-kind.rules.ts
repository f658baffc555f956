/** What an organisation is, in the words of the roadmap. */
export const ORGANISATION_KINDS = {
  ESSENTIAL_SERVICE_OPERATOR: 'Opérateur de services essentiels, partenaire de Déclic47',
  INTERNET_PROVIDER: 'Fournisseur d’accès à internet',
  LOCAL_AUTHORITY: 'Collectivité ou syndicat public',
  ASSOCIATION: 'Association',
  PUBLIC_BODY: 'Autre établissement public',
  COMPANY: 'Entreprise',
  OTHER: 'Autre, ou nature inconnue',
} as const;

export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

/** Beginnings of the words that files use, folded. The first that a text starts with decides. */
const WORDS: readonly (readonly [string, OrganisationKind])[] = [
  ['operateur', 'ESSENTIAL_SERVICE_OPERATOR'],
  ['fournisseur', 'INTERNET_PROVIDER'],
  ['fai', 'INTERNET_PROVIDER'],
  ['collectivite', 'LOCAL_AUTHORITY'],
  ['commune', 'LOCAL_AUTHORITY'],
  ['departement', 'LOCAL_AUTHORITY'],
  ['epci', 'LOCAL_AUTHORITY'],
  ['intercommunalite', 'LOCAL_AUTHORITY'],
  ['syndicat', 'LOCAL_AUTHORITY'],
  ['association', 'ASSOCIATION'],
  ['etablissement public', 'PUBLIC_BODY'],
  ['entreprise', 'COMPANY'],
  ['societe', 'COMPANY'],
  ['autre', 'OTHER'],
];

/** The kind that a file's word names (or a kind's own code), `null` when the hub does not know the word. */
export function organisationKind(word: string): OrganisationKind | null {
  const code = word.trim().toUpperCase();
  if (Object.hasOwn(ORGANISATION_KINDS, code)) return code as OrganisationKind;
  const folded = word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
  return WORDS.find(([beginning]) => folded.startsWith(beginning))?.[1] ?? null;
}
