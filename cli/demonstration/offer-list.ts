/** One fictitious offer, under the columns of the offers' file; an absent column is an empty cell. */
export interface DemonstrationOffer {
  readonly identifiant: string;
  readonly fournisseur: string;
  readonly nom: string;
  readonly description: string;
  readonly type: string;
  readonly technologies?: string;
  readonly prix_mensuel?: string;
  readonly frais_uniques?: string;
  readonly debit_descendant_mbits?: number;
  readonly debit_montant_mbits?: number;
  readonly prestations?: string;
  readonly quotient_familial_maximum?: number;
  readonly un_critere_de_ressources_suffit?: 'oui';
  readonly age_minimum?: number;
  readonly age_maximum?: number;
  readonly orientation_requise?: 'oui';
  readonly cuivre_en_fermeture?: 'oui';
  readonly communes?: string;
  readonly epci?: string;
  readonly documents?: string;
  readonly comment_souscrire: string;
  /** Days before the demonstration on which the terms were checked. */
  readonly checkedDaysAgo: number;
  /** Days after the demonstration until which the offer is announced; negative: it has ended. */
  readonly validForDays?: number;
}

const CALL = 'Par téléphone ou en boutique, avec les justificatifs.';
const MEANS_PROOF = 'Attestation de la CAF ou de la MSA de moins de trois mois|Pièce d’identité';

/** Internet access at home. */
export const INTERNET_OFFERS: readonly DemonstrationOffer[] = [
  {
    identifiant: 'demo-orange-fibre-solidaire',
    fournisseur: 'orange',
    nom: 'Fibre solidaire',
    description: 'Fibre pour les foyers aux ressources modestes.',
    type: 'internet',
    technologies: 'fibre',
    prix_mensuel: '15,99',
    frais_uniques: '0',
    debit_descendant_mbits: 500,
    debit_montant_mbits: 500,
    prestations: 'RSA|AAH|ASS',
    quotient_familial_maximum: 700,
    un_critere_de_ressources_suffit: 'oui',
    documents: MEANS_PROOF,
    comment_souscrire: CALL,
    checkedDaysAgo: 21,
  },
  {
    identifiant: 'demo-sfr-box-entraide',
    fournisseur: 'sfr',
    nom: 'Box entraide',
    description: 'Fibre ou box 4G, selon ce que le logement permet.',
    type: 'internet',
    technologies: 'fibre|4G fixe',
    prix_mensuel: '14,50',
    frais_uniques: '19',
    debit_descendant_mbits: 300,
    debit_montant_mbits: 50,
    prestations: 'RSA|AAH|ASS|ASPA',
    documents: MEANS_PROOF,
    comment_souscrire: CALL,
    checkedDaysAgo: 40,
  },
  {
    identifiant: 'demo-bouygues-telecom-box-5g-familles',
    fournisseur: 'bouygues-telecom',
    nom: 'Box 5G familles',
    description: 'Box 5G, ou 4G à défaut, pour les familles au quotient familial modeste.',
    type: 'internet',
    technologies: '5G fixe|4G fixe',
    prix_mensuel: '17,90',
    debit_descendant_mbits: 200,
    debit_montant_mbits: 30,
    quotient_familial_maximum: 600,
    documents: MEANS_PROOF,
    comment_souscrire: CALL,
    checkedDaysAgo: 65,
    validForDays: 120,
  },
  {
    identifiant: 'demo-free-adsl-mini',
    fournisseur: 'free',
    nom: 'ADSL mini',
    description: 'Internet sur la ligne en cuivre, là où elle n’a pas encore fermé.',
    type: 'internet',
    technologies: 'cuivre',
    prix_mensuel: '12,99',
    debit_descendant_mbits: 15,
    debit_montant_mbits: 1,
    prestations: 'RSA|ASS',
    documents: MEANS_PROOF,
    comment_souscrire: 'Sur internet, puis envoi des justificatifs.',
    checkedDaysAgo: 260,
  },
  {
    identifiant: 'demo-free-fibre-jeunes',
    fournisseur: 'free',
    nom: 'Fibre 18-25',
    description: 'Fibre pour les jeunes et les boursiers.',
    type: 'internet',
    technologies: 'fibre',
    prix_mensuel: '13,99',
    debit_descendant_mbits: 1000,
    debit_montant_mbits: 700,
    age_minimum: 18,
    age_maximum: 25,
    documents: 'Pièce d’identité|Attestation de bourse, pour les boursiers',
    comment_souscrire: 'Sur internet.',
    checkedDaysAgo: 12,
  },
  {
    identifiant: 'demo-orange-passage-fibre-seniors',
    fournisseur: 'orange',
    nom: 'Passage à la fibre, 65 ans et plus',
    description: 'Installation accompagnée pour les personnes âgées dont la ligne en cuivre ferme.',
    type: 'internet',
    technologies: 'fibre',
    prix_mensuel: '19,99',
    frais_uniques: '0',
    debit_descendant_mbits: 300,
    debit_montant_mbits: 300,
    age_minimum: 65,
    cuivre_en_fermeture: 'oui',
    documents: 'Pièce d’identité',
    comment_souscrire: 'Par téléphone ; un technicien vient au domicile.',
    checkedDaysAgo: 33,
  },
  {
    identifiant: 'demo-sfr-radio-satellite',
    fournisseur: 'sfr',
    nom: 'Internet des écarts',
    description: 'Radio ou satellite, pour les logements que la fibre n’atteint pas encore.',
    type: 'internet',
    technologies: 'radio|satellite',
    prix_mensuel: '24,90',
    frais_uniques: '49',
    debit_descendant_mbits: 50,
    debit_montant_mbits: 5,
    quotient_familial_maximum: 900,
    documents: MEANS_PROOF,
    comment_souscrire: CALL,
    checkedDaysAgo: 95,
    validForDays: -20,
  },
];

/** Telephone, cards and aids: none of them is an internet subscription. */
export const OTHER_OFFERS: readonly DemonstrationOffer[] = [
  {
    identifiant: 'demo-orange-reduction-ligne',
    fournisseur: 'orange',
    nom: 'Réduction sur la ligne téléphonique',
    description: 'Ligne fixe seule, sans internet.',
    type: 'ligne téléphonique',
    prix_mensuel: '11',
    prestations: 'RSA|AAH|ASS|pension militaire d’invalidité',
    documents: 'Attestation du droit à la prestation',
    comment_souscrire: CALL,
    checkedDaysAgo: 210,
  },
  {
    identifiant: 'demo-bouygues-telecom-mobile-solidaire',
    fournisseur: 'bouygues-telecom',
    nom: 'Mobile solidaire 20 Go',
    description: 'Appels illimités et 20 Go par mois.',
    type: 'mobile',
    prix_mensuel: '4,99',
    prestations: 'RSA|AAH|ASS|ASPA|prime d’activité',
    quotient_familial_maximum: 800,
    un_critere_de_ressources_suffit: 'oui',
    documents: MEANS_PROOF,
    comment_souscrire: 'En boutique.',
    checkedDaysAgo: 48,
  },
  {
    identifiant: 'demo-emmaus-connect-recharge',
    fournisseur: 'emmaus-connect',
    nom: 'Recharge prépayée à prix solidaire',
    description: 'Carte prépayée et matériel, sur orientation d’un travailleur social.',
    type: 'carte prépayée',
    prix_mensuel: '5',
    orientation_requise: 'oui',
    documents: 'Fiche d’orientation',
    comment_souscrire: 'Sur rendez-vous, avec la fiche d’orientation.',
    checkedDaysAgo: 15,
  },
  {
    identifiant: 'demo-departement-47-aide-aux-dettes',
    fournisseur: 'departement-47',
    nom: 'Aide aux impayés de téléphone et d’internet',
    description: 'Aide au cas par cas, après l’avis d’un travailleur social.',
    type: 'aide aux dettes',
    orientation_requise: 'oui',
    documents: 'Factures impayées|Justificatifs de ressources',
    comment_souscrire: 'Auprès d’un travailleur social.',
    checkedDaysAgo: 75,
  },
  {
    identifiant: 'demo-departement-47-aide-au-raccordement',
    fournisseur: 'departement-47',
    nom: 'Aide au raccordement en domaine privé',
    description: 'Travaux entre la rue et le logement, dans les communes où le cuivre ferme.',
    type: 'aide au raccordement',
    technologies: 'fibre',
    prestations: 'RSA|AAH|ASS|ASPA',
    quotient_familial_maximum: 900,
    un_critere_de_ressources_suffit: 'oui',
    cuivre_en_fermeture: 'oui',
    communes: '47215|47157|47027|47031|47213',
    documents: 'Devis des travaux|Justificatifs de ressources',
    comment_souscrire: 'Dossier à déposer avant le début des travaux.',
    checkedDaysAgo: 190,
    validForDays: 60,
  },
];
