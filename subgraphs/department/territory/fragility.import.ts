import type { Dataset } from '../../../platform/importer/dataset.ts';
import { isFragilityHeader, parseFragility } from './fragility.source.ts';

/** Indice de rupture face au numérique, by commune (CSV). */
export const fragility: Dataset = {
  name: 'fragility',
  label: 'Indice de rupture face au numérique',
  formats: [
    {
      name: 'fragility-csv',
      label: 'un CSV de l’indice de rupture (code_insee, cinq notes, total)',
      kind: 'csv',
      defaultSource: 'Compas, étude pour Pays et Quartiers Nouvelle-Aquitaine et Hubikoop',
      recognises: isFragilityHeader,
      parse: (record) => parseFragility(record),
    },
  ],
  tables: [
    {
      table: 'commune_fragility',
      key: ['code'],
      columns: {
        code: 'text',
        age: 'smallint',
        education: 'smallint',
        activity: 'smallint',
        benefits: 'smallint',
        immigration: 'smallint',
        total: 'smallint',
      },
    },
  ],
};
