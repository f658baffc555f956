import { echoedCode } from '../../../platform/echo.ts';
import { hubError } from '../../../platform/errors.ts';
import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import { pageArguments } from '../paging.args.ts';
import { Organisation, OrganisationKindEnum } from './organisation.type.ts';
import {
  organisationBySiretLoader,
  organisationLoader,
  SELECT_ORGANISATIONS,
  type OrganisationRow,
} from './organisation.loaders.ts';
import { isSiret } from './siret.ts';

const OrganisationConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 3600, scope: 'PUBLIC' } },
    type: Organisation,
    name: 'OrganisationConnection',
    description: 'Une page d’organisations.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'OrganisationEdge',
    description: 'Une organisation dans une page.',
  },
);

const FILTERED = `($1::text IS NULL OR o.kind = $1) AND ($2::text IS NULL OR strpos(folded(o.name), folded($2)) > 0)`;

builder.queryFields((t) => ({
  organisation: t.field({
    type: Organisation,
    nullable: true,
    description: 'Une organisation par son identifiant ou par son SIRET (un seul des deux).',
    args: {
      id: t.arg.id({ description: 'Identifiant, par exemple « caf-47 ».' }),
      siret: t.arg.id({ description: 'SIRET de 14 chiffres.' }),
    },
    resolve: (_root, { id, siret }, context) => {
      if ((id ?? null) !== null && (siret ?? null) === null) return organisationLoader(context).load(String(id));
      if ((siret ?? null) === null || (id ?? null) !== null) {
        throw hubError('INVALID_INPUT', 'Donnez id ou siret, un seul des deux : par exemple id: "caf-47".');
      }
      if (isSiret(String(siret))) return organisationBySiretLoader(context).load(String(siret));
      const sentence = `siret vaut ${echoedCode(String(siret))} : attendu 14 chiffres avec leur clé, par exemple 43493312300029.`;
      throw hubError('INVALID_INPUT', sentence);
    },
  }),
  organisations: t.field({
    type: OrganisationConnection,
    nullable: true,
    description: 'Les organisations, par ordre alphabétique.',
    directives: { listSize: pageSize() },
    args: {
      kind: t.arg({ type: OrganisationKindEnum, description: 'Nature cherchée ; toutes par défaut.' }),
      text: t.arg.string({ description: 'Partie du nom, accents et majuscules indifférents.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { kind, text, ...page }, { sql }) => {
      const { limit, after } = pageOf(page);
      const criteria = [kind ?? null, text ?? null];
      const [name = null, id = null] = after ?? [];
      const query = `${SELECT_ORGANISATIONS} WHERE ${FILTERED}
        AND ($3::text IS NULL OR (o.name COLLATE "und-x-icu", o.id) > ($3, $4::text))
        ORDER BY o.name COLLATE "und-x-icu", o.id LIMIT $5`;
      const { rows } = await sql.query<OrganisationRow>(query, [...criteria, name, id, limit + 1]);
      return connectionOf({
        rows,
        limit,
        after,
        cursorOf: (row) => [row.name, row.id],
        totalCount: async () => {
          const count = `SELECT count(*)::int AS count FROM organisation o WHERE ${FILTERED}`;
          return (await sql.query<{ count: number }>(count, criteria)).rows[0]?.count ?? 0;
        },
      });
    },
  }),
}));
