import type { Dataset } from '../../../platform/importer/dataset.ts';
import { sameFileSource } from '../reference/file-source.ts';
import { isDeskFile, parseDesk } from './operator-desk.source.ts';

/** Operators' desks by file. */
export const desksDataset: Dataset = {
  name: 'desks',
  label: 'Accueils des opérateurs',
  formats: [
    {
      name: 'desks-csv',
      label:
        'un fichier d’accueils d’opérateurs (colonnes identifiant, operateur, nom, code_insee, adresse, verifie_le…)',
      kind: 'csv',
      defaultSource: 'Recensement des accueils (Déclic47)',
      recognises: isDeskFile,
      parse: parseDesk,
    },
  ],
  tables: [
    {
      table: 'operator_desk',
      key: ['id'],
      columns: {
        id: 'text',
        operator_id: 'text',
        label: 'text',
        commune_code: 'text',
        address: 'text',
        hours: 'text',
        phone: 'text',
        source: 'text',
        verified_on: 'date',
        file_source: 'text',
      },
      scope: sameFileSource,
    },
  ],
};
