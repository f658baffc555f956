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

export const CALL = 'Par téléphone ou en boutique, avec les justificatifs.';
export const MEANS_PROOF = 'Attestation de la CAF ou de la MSA de moins de trois mois|Pièce d’identité';
