import type { Dataset } from '../../../platform/importer/dataset.ts';
import { deriveBuildings } from '../fibre/building-derive.ts';
import { deriveStreets } from './address-derive.ts';
import { BAN_COLUMNS, parseBanRow } from './address.source.ts';

/** The Base Adresse Nationale's numbers, the whole département at each import. */
export const addresses: Dataset = {
  name: 'addresses',
  label: 'Adresses (Base Adresse Nationale)',
  formats: [
    {
      name: 'ban-csv',
      label: 'un fichier d’adresses de la BAN (adresses-47.csv)',
      kind: 'csv',
      defaultSource: 'Base Adresse Nationale',
      recognises: (columns) => BAN_COLUMNS.every((column) => columns.has(column)),
      parse: parseBanRow,
    },
  ],
  tables: [
    {
      table: 'address',
      key: ['id'],
      columns: {
        id: 'text',
        street_id: 'text',
        number: 'int',
        suffix: 'text',
        street_name: 'text',
        postcode: 'text',
        commune_code: 'text',
        commune_name: 'text',
        old_commune_code: 'text',
        old_commune_name: 'text',
        place_name: 'text',
        latitude: 'float8',
        longitude: 'float8',
        position_type: 'text',
        certified: 'boolean',
        parcels: 'text[]',
        street_words: 'text',
        commune_words: 'text',
        place_words: 'text',
      },
    },
  ],
  derive: async (transaction) => {
    await deriveStreets(transaction);
    await deriveBuildings(transaction);
    return [];
  },
};
