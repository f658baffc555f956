import { aboutSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { Commune } from './commune.type.ts';
import { currentSiren } from './epci-alias.rules.ts';
import { communesOfEpciLoader, epciLoader, type EpciRow } from './territory.loaders.ts';

const KINDS = {
  CA: { description: 'Communauté d’agglomération.' },
  CC: { description: 'Communauté de communes.' },
  CU: { description: 'Communauté urbaine.' },
  METROPOLE: { description: 'Métropole.' },
} as const;

export const EpciKind = builder.enumType('EpciKind', { description: 'Nature juridique d’un EPCI.', values: KINDS });

/** The enum value of an EPCI's kind as etalab writes it (`CA`, `CC`, `CU`, `ME`, `MET69`). */
function epciKind(kind: string): keyof typeof KINDS {
  return kind === 'CA' || kind === 'CC' || kind === 'CU' ? kind : 'METROPOLE';
}

/** An intercommunality. Other features extend it with `builder.objectField(Epci, …)`. */
export const Epci = builder.objectRef<EpciRow>('Epci').implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description:
    'Une intercommunalité (EPCI à fiscalité propre) dont une commune au moins est en Lot-et-Garonne. La CC des Deux Rives a son siège en Tarn-et-Garonne.',
  fields: (t) => ({
    siren: t.exposeID('siren', { description: 'Numéro SIREN, par exemple « 200096956 » pour l’Agglomération d’Agen.' }),
    name: t.exposeString('name', { description: 'Nom officiel.' }),
    kind: t.field({ type: EpciKind, description: 'Nature juridique.', resolve: ({ kind }) => epciKind(kind) }),
    group: t.exposeInt('roadmapGroup', {
      nullable: true,
      description:
        'Groupe de la feuille de route 2025-2027 : 1 profil mixte, 2 couronne nord très fragile, 3 Agen, moins exposée. Nul hors de la feuille de route (CC des Deux Rives).',
    }),
    population: t.exposeInt('population', {
      nullable: true,
      description: 'Population municipale de tout l’EPCI, communes d’autres départements comprises.',
    }),
    populationInDepartment: t.int({
      description: 'Population municipale de ses communes de Lot-et-Garonne.',
      resolve: async ({ siren }, _args, context) =>
        (await communesOfEpciLoader(context).load(siren)).reduce((sum, { population }) => sum + (population ?? 0), 0),
    }),
    communes: t.field({
      type: [Commune],
      directives: { listSize: aboutSize(45) },
      description: 'Ses communes de Lot-et-Garonne, par ordre alphabétique.',
      resolve: async ({ siren }, _args, context) => [...(await communesOfEpciLoader(context).load(siren))],
    }),
  }),
});

builder.asEntity(Epci, {
  key: builder.selection<{ siren: string }>('siren'),
  resolveReference: ({ siren }, context) => epciLoader(context).load(currentSiren(siren)),
});

builder.objectField(Commune, 'epci', (t) =>
  t.field({
    type: Epci,
    nullable: true,
    description: 'Intercommunalité à laquelle elle appartient.',
    resolve: ({ epciSiren }, _args, context) => (epciSiren === null ? null : epciLoader(context).load(epciSiren)),
  }),
);
