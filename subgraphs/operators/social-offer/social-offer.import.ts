import type { Dataset } from '../../../platform/importer/dataset.ts';
import { OFFER_COLUMNS } from './offer-columns.rules.ts';
import { publishImportedOffers } from './publish-imported-offers.ts';
import { isOfferFile, parseOffer } from './social-offer.source.ts';
import { sameFileSource } from '../reference/file-source.ts';

/** Offers by file: each source's file replaces what that source said before, and nothing else. */
export const offersDataset: Dataset = {
  name: 'offers',
  label: 'Offres sociales d’accès à internet et au téléphone',
  formats: [
    {
      name: 'offers-csv',
      label: 'un fichier d’offres sociales (colonnes identifiant, fournisseur, nom, type, prix_mensuel, verifie_le…)',
      kind: 'csv',
      defaultSource: 'Recensement des offres sociales (Déclic47)',
      recognises: isOfferFile,
      parse: parseOffer,
    },
  ],
  tables: [
    {
      table: 'social_offer_import',
      key: ['file_source', 'id'],
      columns: {
        file_source: 'text',
        id: 'text',
        provider_id: 'text',
        ...Object.fromEntries(Object.values(OFFER_COLUMNS)),
      },
      scope: sameFileSource,
    },
  ],
  derive: publishImportedOffers,
};
