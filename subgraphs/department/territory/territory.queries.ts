import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { aboutSize, pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { pageArguments } from '../paging.args.ts';
import { Commune } from './commune.type.ts';
import { Epci } from './epci.type.ts';
import { currentSiren } from './epci-alias.rules.ts';
import {
  communeLoader,
  epciLoader,
  SELECT_COMMUNES,
  SELECT_EPCIS,
  type CommuneRow,
  type EpciRow,
} from './territory.loaders.ts';

const CommuneConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
    type: Commune,
    name: 'CommuneConnection',
    description: 'Une page de communes.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'CommuneEdge',
    description: 'Une commune dans une page.',
  },
);

const CommuneFilter = builder.inputType('CommuneFilter', {
  description: 'Ce que les communes cherchées ont en commun ; les critères s’ajoutent.',
  fields: (t) => ({
    epciSiren: t.id({ description: 'SIREN de l’intercommunalité (un ancien SIREN est compris).' }),
    postcode: t.string({ description: 'Code postal, par exemple « 47000 ».' }),
    text: t.string({ description: 'Début ou partie du nom, accents et majuscules indifférents.' }),
  }),
});

const FILTERED = `($1::text IS NULL OR c.epci_siren = $1) AND ($2::text IS NULL OR $2 = ANY(c.postcodes))
  AND ($3::text IS NULL OR strpos(translate(folded(c.name), '-''’', '   '), translate(folded($3), '-''’', '   ')) > 0)`;

builder.queryFields((t) => ({
  commune: t.field({
    type: Commune,
    nullable: true,
    description: 'Une commune par son code INSEE ; nul s’il n’est pas de Lot-et-Garonne.',
    args: { inseeCode: t.arg.id({ required: true, description: 'Code INSEE, par exemple « 47001 ».' }) },
    resolve: (_root, { inseeCode }, context) => communeLoader(context).load(inseeCode),
  }),
  communes: t.field({
    type: CommuneConnection,
    nullable: true,
    description: 'Les communes de Lot-et-Garonne, par ordre alphabétique.',
    directives: { listSize: pageSize() },
    args: {
      filter: t.arg({ type: CommuneFilter, description: 'Critères ; aucun par défaut.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter, ...page }, { sql }) => {
      const { limit, after } = pageOf(page, { maximumSize: 400 });
      const siren = filter?.epciSiren ?? null;
      const criteria = [siren === null ? null : currentSiren(siren), filter?.postcode ?? null, filter?.text ?? null];
      const query = `${SELECT_COMMUNES} WHERE ${FILTERED}
        AND ($4::text IS NULL OR (c.name COLLATE "und-x-icu", c.code) > ($4, $5::text))
        ORDER BY c.name COLLATE "und-x-icu", c.code LIMIT $6`;
      const [name = null, code = null] = after ?? [];
      const { rows } = await sql.query<CommuneRow>(query, [...criteria, name, code, limit + 1]);
      return connectionOf({
        rows,
        limit,
        after,
        cursorOf: (row) => [row.name, row.inseeCode],
        totalCount: async () => {
          const count = `SELECT count(*)::int AS count FROM commune c WHERE ${FILTERED}`;
          return (await sql.query<{ count: number }>(count, criteria)).rows[0]?.count ?? 0;
        },
      });
    },
  }),
  epci: t.field({
    type: Epci,
    nullable: true,
    description: 'Une intercommunalité par son SIREN, ancien ou actuel.',
    args: { siren: t.arg.id({ required: true, description: 'SIREN, par exemple « 200096956 ».' }) },
    resolve: (_root, { siren }, context) => epciLoader(context).load(currentSiren(siren)),
  }),
  epcis: t.field({
    type: [Epci],
    directives: { listSize: aboutSize(15) },
    nullable: true,
    description: 'Les douze intercommunalités qui touchent le Lot-et-Garonne, par ordre alphabétique.',
    resolve: async (_root, _args, { sql }) =>
      (await sql.query<EpciRow>(`${SELECT_EPCIS} ORDER BY e.name COLLATE "und-x-icu", e.siren`)).rows,
  }),
}));
