import type { Dataset } from '../../../platform/importer/dataset.ts';
import { sameFileSource } from '../reference/file-source.ts';
import { isProcedureFile, parseProcedure } from './procedure.source.ts';

/** Operators' procedures by file. */
export const proceduresDataset: Dataset = {
  name: 'procedures',
  label: 'Démarches des opérateurs',
  formats: [
    {
      name: 'procedures-csv',
      label: 'un fichier de démarches d’opérateurs (colonnes identifiant, operateur, nom, url, verifie_le…)',
      kind: 'csv',
      defaultSource: 'Recensement des démarches (Déclic47)',
      recognises: isProcedureFile,
      parse: parseProcedure,
    },
  ],
  tables: [
    {
      table: 'operator_procedure',
      key: ['id'],
      columns: {
        id: 'text',
        operator_id: 'text',
        name: 'text',
        description: 'text',
        url: 'text',
        phone: 'text',
        source: 'text',
        verified_on: 'date',
        file_source: 'text',
      },
      scope: sameFileSource,
    },
  ],
};
