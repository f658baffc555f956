import type { Cells, Dataset, Parsed } from '../../../platform/importer/dataset.ts';
import { parseBoundary } from './boundaries.source.ts';

/** Outlines of communes (GeoJSON): they give the communes' centres and outlines. */
export const boundaries: Dataset = {
  name: 'boundaries',
  label: 'Contours des communes',
  formats: [
    {
      name: 'communes-geojson',
      label: 'un GeoJSON de contours de communes (propriétés code et nom)',
      kind: 'geojson',
      defaultSource: 'IGN Admin Express',
      recognises: (columns) => columns.has('geometry') && columns.has('code') && columns.has('nom'),
      parse: (record: Cells): Parsed => parseBoundary(record),
    },
  ],
  tables: [
    {
      table: 'commune_boundary',
      key: ['code'],
      columns: {
        code: 'text',
        name: 'text',
        geometry: 'jsonb',
        latitude: 'double precision',
        longitude: 'double precision',
      },
    },
  ],
};
