import { builder } from './builder.ts';

/** A point on the ground, WGS84 decimal degrees (EPSG:4326). */
export interface CoordinatesShape {
  readonly latitude: number;
  readonly longitude: number;
}

export const Coordinates = builder.objectRef<CoordinatesShape>('Coordinates').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  shareable: true,
  description: 'Un point au sol, en degrés décimaux WGS84.',
  fields: (t) => ({
    latitude: t.exposeFloat('latitude', { description: 'Latitude en degrés décimaux, par exemple 44.2033.' }),
    longitude: t.exposeFloat('longitude', { description: 'Longitude en degrés décimaux, par exemple 0.6163.' }),
  }),
});

/** Where a datum comes from and when it was true. */
export interface ProvenanceShape {
  readonly source: string;
  readonly asOf: Date | string;
  readonly importedAt: Date;
}

export const Provenance = builder.objectRef<ProvenanceShape>('Provenance').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  shareable: true,
  description: 'D’où vient une donnée, et de quand elle date.',
  fields: (t) => ({
    source: t.exposeString('source', { description: 'Producteur de la donnée.' }),
    asOf: t.field({ type: 'Date', description: 'Date de la donnée chez son producteur.', resolve: ({ asOf }) => asOf }),
    importedAt: t.field({
      type: 'DateTime',
      description: 'Instant de son entrée dans le hub.',
      resolve: ({ importedAt }) => importedAt,
    }),
  }),
});
