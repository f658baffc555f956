import type DataLoader from 'dataloader';
import { loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import { builder } from '../builder.ts';
import { Provenance } from '../common.type.ts';
import type { Context } from '../context.ts';
import { Commune } from '../territory/commune.type.ts';
import { Epci, requiresCommunes } from '../territory/epci.type.ts';
import { fibreCoverage, type CoverageRow, type FibreCoverage, type StatusCount } from './coverage.rules.ts';
import { FibreStatusEnum, importLoader } from './fibre.type.ts';

const COVERAGE = `
  SELECT commune_code AS "communeCode", status, buildings, dwellings, latest_import_id AS "latestImportId"
  FROM commune_fibre_coverage WHERE commune_code = ANY($1)`;

/** The coverage of any number of communes, in one SQL statement. */
const coverageLoader: (context: Context) => DataLoader<string, readonly CoverageRow[]> = perRequest(
  ({ sql }: Context) =>
    loaderOfGroups(
      async (codes: readonly string[]) => (await sql.query<CoverageRow>(COVERAGE, [codes])).rows,
      ({ communeCode }) => communeCode,
    ),
);

const FibreStatusCount = builder.objectRef<StatusCount>('FibreStatusCount').implement({
  directives: { cacheControl: { inheritMaxAge: true } },
  description: 'Immeubles et logements dans un état de la fibre.',
  fields: (t) => ({
    status: t.field({ type: FibreStatusEnum, description: 'État de la fibre.', resolve: ({ status }) => status }),
    buildings: t.exposeInt('buildings', { description: 'Nombre d’immeubles.' }),
    dwellings: t.exposeInt('dwellings', { description: 'Nombre de logements et locaux.' }),
  }),
});

const FibreCoverageType = builder.objectRef<FibreCoverage>('FibreCoverage').implement({
  directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
  description:
    'Où en est la fibre sur un territoire. Un immeuble dont le fichier ne dit pas le nombre de logements compte pour un.',
  fields: (t) => ({
    buildings: t.exposeInt('buildings', { description: 'Nombre d’immeubles connus.' }),
    dwellings: t.exposeInt('dwellings', { description: 'Nombre de logements et locaux connus.' }),
    connectablePercentage: t.exposeFloat('connectablePercentage', {
      nullable: true,
      description: 'Part des logements et locaux raccordables dès maintenant, en pour cent, à une décimale.',
    }),
    byStatus: t.field({
      type: [FibreStatusCount],
      description: 'Répartition par état ; les états sans immeuble n’y sont pas.',
      resolve: ({ byStatus }) => [...byStatus],
    }),
    provenance: t.field({
      type: Provenance,
      nullable: true,
      description: 'Source et date du dernier fichier dont viennent ces chiffres.',
      resolve: ({ latestImportId }, _arguments, context) => importLoader(context).load(latestImportId),
    }),
  }),
});

builder.objectField(Commune, 'fibreCoverage', (t) =>
  t.field({
    type: FibreCoverageType,
    nullable: true,
    description: 'Où en est la fibre dans la commune ; null si aucun fichier n’en parle.',
    resolve: async ({ inseeCode }, _arguments, context) => fibreCoverage(await coverageLoader(context).load(inseeCode)),
  }),
);

builder.objectField(Epci, 'fibreCoverage', (t) =>
  t.field({
    type: FibreCoverageType,
    nullable: true,
    ...requiresCommunes,
    description: 'Où en est la fibre dans l’intercommunalité ; null si aucun fichier n’en parle.',
    resolve: async ({ communes }, _arguments, context) => {
      const perCommune = await Promise.all(communes.map(({ inseeCode }) => coverageLoader(context).load(inseeCode)));
      return fibreCoverage(perCommune.flat());
    },
  }),
);
