import type { Dataset } from '../../../platform/importer/dataset.ts';
import { deriveOrganisations } from './organisation.derive.ts';
import { isOrganisationHeader, parseOrganisation } from './organisation.source.ts';

/** Organisations kept by hand by the département: they complete the references with SIRET, RNA and group. */
export const organisations: Dataset = {
  name: 'organisations',
  label: 'Organisations',
  formats: [
    {
      name: 'organisations-csv',
      label: 'un CSV d’organisations (id;nom;nature;siret;rna;groupe)',
      kind: 'csv',
      defaultSource: 'Conseil départemental de Lot-et-Garonne',
      recognises: isOrganisationHeader,
      parse: (record, { source }) => parseOrganisation(record, source),
    },
  ],
  tables: [
    {
      table: 'organisation_record',
      key: ['id'],
      columns: {
        id: 'text',
        source: 'text',
        name: 'text',
        kind: 'text',
        siret: 'text',
        rna: 'text',
        group_name: 'text',
      },
    },
  ],
  derive: async (transaction) => {
    await deriveOrganisations(transaction);
    return [];
  },
};
