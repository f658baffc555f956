import { builder } from '../builder.ts';
import { Coordinates } from '../common.type.ts';
import { Fragility } from './fragility.type.ts';
import { boundaryLoader, communeLoader, fragilityLoader, type CommuneRow } from './territory.loaders.ts';

/** A commune of Lot-et-Garonne. Other features extend it with `builder.objectField(Commune, …)`. */
export const Commune = builder.objectRef<CommuneRow>('Commune').implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description: 'Une commune de Lot-et-Garonne.',
  fields: (t) => ({
    inseeCode: t.exposeID('inseeCode', { description: 'Code officiel géographique (INSEE), par exemple « 47001 ».' }),
    name: t.exposeString('name', { description: 'Nom officiel.' }),
    postcodes: t.stringList({
      description: 'Codes postaux. Un code postal couvre souvent plusieurs communes.',
      resolve: ({ postcodes }) => [...postcodes],
    }),
    population: t.exposeInt('population', { nullable: true, description: 'Population municipale (INSEE).' }),
    coordinates: t.field({
      type: Coordinates,
      nullable: true,
      description: 'Centre de la commune (centre de gravité de son contour).',
      resolve: ({ latitude, longitude }) => (latitude === null || longitude === null ? null : { latitude, longitude }),
    }),
    boundary: t.string({
      nullable: true,
      description:
        'Contour de la commune : texte JSON d’une géométrie GeoJSON, nul tant qu’aucun contour n’est importé.',
      resolve: async ({ inseeCode }, _args, context) =>
        (await boundaryLoader(context).load(inseeCode))?.geometry ?? null,
    }),
    fragility: t.field({
      type: Fragility,
      nullable: true,
      description: 'Indice de rupture face au numérique, nul tant que l’étude n’est pas importée.',
      resolve: ({ inseeCode }, _args, context) => fragilityLoader(context).load(inseeCode),
    }),
  }),
});

builder.asEntity(Commune, {
  key: builder.selection<{ inseeCode: string }>('inseeCode'),
  resolveReference: ({ inseeCode }, context) => communeLoader(context).load(inseeCode),
});
