import { hubError } from '../../../platform/errors.ts';
import { aboutSize, firstSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { Coordinates } from '../common.type.ts';
import type { Context } from '../context.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { Commune } from '../territory/commune.type.ts';
import { Epci } from '../territory/epci.type.ts';
import { communesOfEpciLoader } from '../territory/territory.loaders.ts';
import { nearestPlacesLoader } from './nearest-places.loaders.ts';
import {
  placeCountLoader,
  placesOfCommuneLoader,
  placesOfEpciLoader,
  placesOfOrganisationLoader,
} from './place.loaders.ts';
import { Place } from './place.type.ts';

builder.externalRef('Premises', builder.selection<{ id: string }>('id')).implement({
  description: 'Un local, tenu par Lot-et-Garonne Numérique.',
  externalFields: (t) => ({ id: t.id(), coordinates: t.field({ type: Coordinates, nullable: true }) }),
  fields: (t) => ({
    nearestPlaces: t.field({
      type: [Place],
      nullable: true,
      description: 'Les lieux de médiation numérique les plus proches du local ; nul si sa position est inconnue.',
      directives: { listSize: firstSize(3) },
      args: { first: t.arg.int({ defaultValue: 3, description: 'Combien, de 1 à 20.' }) },
      requires: builder.selection<{ coordinates: { latitude: number; longitude: number } | null }>(
        'coordinates { latitude longitude }',
      ),
      resolve: async ({ coordinates }, { first }, context) => {
        const count = first ?? 3;
        if (count < 1 || count > 20)
          throw hubError('INVALID_INPUT', `first vaut ${count} : attendu de 1 à 20, par exemple 3.`);
        if (!coordinates) return null;
        return [...(await nearestPlacesLoader(context).load({ ...coordinates, first: count }))];
      },
    }),
  }),
});

/** Places for 10,000 inhabitants, one decimal; `null` where nobody lives, or nobody knows how many. */
function per10000(places: number, population: number | null): number | null {
  return population === null || population === 0 ? null : Math.round((places / population) * 100_000) / 10;
}

const RATE = 'Lieux pour 10 000 habitants, à une décimale (référence : 4 en Lot-et-Garonne, 5 en Nouvelle-Aquitaine).';

async function countPlaces(codes: readonly string[], context: Context): Promise<number> {
  const counts = await Promise.all(codes.map((code) => placeCountLoader(context).load(code)));
  return counts.reduce((sum, row) => sum + (row?.count ?? 0), 0);
}

builder.objectFields(Commune, (t) => ({
  places: t.field({
    type: [Place],
    description: 'Ses lieux de médiation numérique, par nom.',
    resolve: async ({ inseeCode }, _args, context) => [...(await placesOfCommuneLoader(context).load(inseeCode))],
  }),
  placeCount: t.int({
    directives: { cacheControl: { maxAge: 300 } },
    description: 'Nombre de ses lieux de médiation numérique.',
    resolve: ({ inseeCode }, _args, context) => countPlaces([inseeCode], context),
  }),
  placesPer10000: t.float({
    directives: { cacheControl: { maxAge: 300 } },
    nullable: true,
    description: RATE,
    resolve: async ({ inseeCode, population }, _args, context) =>
      per10000(await countPlaces([inseeCode], context), population),
  }),
}));

builder.objectFields(Epci, (t) => ({
  places: t.field({
    type: [Place],
    directives: { listSize: aboutSize(60) },
    description: 'Les lieux de ses communes de Lot-et-Garonne, par nom.',
    resolve: async ({ siren }, _args, context) => [...(await placesOfEpciLoader(context).load(siren))],
  }),
  placeCount: t.int({
    directives: { cacheControl: { maxAge: 300 } },
    description: 'Nombre de lieux de ses communes de Lot-et-Garonne.',
    resolve: async ({ siren }, _args, context) => {
      const communes = await communesOfEpciLoader(context).load(siren);
      return countPlaces(
        communes.map(({ inseeCode }) => inseeCode),
        context,
      );
    },
  }),
  placesPer10000: t.float({
    directives: { cacheControl: { maxAge: 300 } },
    nullable: true,
    description: RATE,
    resolve: async ({ siren }, _args, context) => {
      const communes = await communesOfEpciLoader(context).load(siren);
      const population = communes.reduce((sum, commune) => sum + (commune.population ?? 0), 0);
      return per10000(
        await countPlaces(
          communes.map(({ inseeCode }) => inseeCode),
          context,
        ),
        population,
      );
    },
  }),
}));

builder.objectField(Organisation, 'places', (t) =>
  t.field({
    type: [Place],
    description: 'Les lieux qu’elle tient, par nom.',
    resolve: async ({ id }, _args, context) => [...(await placesOfOrganisationLoader(context).load(id))],
  }),
);
