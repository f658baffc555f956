import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { builder } from '../builder.ts';
import { pageArguments } from '../paging.args.ts';
import { Place } from '../place/place.type.ts';
import { placeLoader } from '../place/place.loaders.ts';
import { actsForDepartment } from '../../../platform/access/grants.ts';
import { CONFIRM_PLACES, requireOwnPlace, WRITE_PLACES } from './own-place.ts';
import { placeEntryLoader } from './place-file.loaders.ts';
import { PlaceFile, PlaceProposal, ProposalStatus } from './place-file.type.ts';
import { SELECT_PROPOSALS, type ProposalRow } from './proposal.rows.ts';

const PlaceConfirmation = builder
  .objectRef<{ readonly on: string; readonly by: 'HOST' | 'DEPARTMENT' }>('PlaceConfirmation')
  .implement({
    description: 'Une personne a dit que les informations du lieu étaient exactes.',
    directives: { cacheControl: { inheritMaxAge: true } },
    fields: (t) => ({
      on: t.field({ type: 'Date', description: 'Jour de la confirmation.', resolve: ({ on }) => on }),
      by: t.field({
        type: builder.enumType('PlaceConfirmer', {
          description: 'Qui confirme un lieu.',
          values: {
            HOST: { description: 'Le responsable du lieu.' },
            DEPARTMENT: { description: 'Un agent du Département.' },
          } as const,
        }),
        description: 'Qui l’a dit.',
        resolve: ({ by }) => by,
      }),
    }),
  });

builder.objectFields(Place, (t) => ({
  revision: t.int({
    description: 'Nombre de fois que des personnes ont écrit ce lieu : à rappeler dans une écriture.',
    resolve: async ({ id }, _args, context) => (await placeEntryLoader(context).load(id))?.revision ?? 0,
  }),
  confirmation: t.field({
    type: PlaceConfirmation,
    nullable: true,
    description: 'Dernière confirmation par le responsable du lieu ou par le Département ; nul s’il n’y en a pas.',
    resolve: async ({ id }, _args, context) => {
      const entry = await placeEntryLoader(context).load(id);
      return entry?.confirmed_on && entry.confirmed_by ? { on: entry.confirmed_on, by: entry.confirmed_by } : null;
    },
  }),
}));

const PlaceProposalConnection = builder.connectionObject(
  {
    type: PlaceProposal,
    name: 'PlaceProposalConnection',
    description: 'Une page de corrections proposées.',
    access: WRITE_PLACES,
  },
  { name: 'PlaceProposalEdge', description: 'Une proposition et son curseur.', access: WRITE_PLACES },
);

builder.queryFields((t) => ({
  placeFile: t.field({
    type: PlaceFile,
    access: CONFIRM_PLACES,
    nullable: true,
    description:
      'La fiche d’un lieu pour ceux qui la tiennent : son responsable, ou le Département, qui la lit aussi fermée.',
    args: { id: t.arg.id({ required: true, description: 'Identifiant du lieu.' }) },
    resolve: async (_root, { id }, context) => {
      const [place, entry] = await Promise.all([placeLoader(context).load(id), placeEntryLoader(context).load(id)]);
      if (place !== null) requireOwnPlace(context.actor, place);
      const isThere = place !== null || (entry !== null && actsForDepartment(context.actor));
      return isThere ? { placeId: id, place, entry } : null;
    },
  }),
  placeProposals: t.field({
    type: PlaceProposalConnection,
    access: WRITE_PLACES,
    nullable: true,
    description: 'Les corrections que des responsables de lieux proposent, de la plus ancienne à la plus récente.',
    args: {
      status: t.arg({ type: ProposalStatus, defaultValue: 'PENDING', description: 'Où elles en sont.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { status, ...page }, { sql }) => {
      const { limit, after } = pageOf(page);
      const asked = status ?? 'PENDING';
      const query = `${SELECT_PROPOSALS} WHERE r.status = $1
        AND ($2::timestamptz IS NULL OR (r.proposed_at, r.id) > ($2, $3::text)) ORDER BY r.proposed_at, r.id LIMIT $4`;
      const { rows } = await sql.query<ProposalRow>(query, [asked, after?.[0] ?? null, after?.[1] ?? null, limit + 1]);
      return connectionOf({
        rows,
        limit,
        after,
        cursorOf: (row) => [row.proposed_at, row.id],
        totalCount: async () => {
          const count = 'SELECT count(*)::int AS count FROM place_proposal WHERE status = $1';
          return (await sql.query<{ count: number }>(count, [asked])).rows[0]?.count ?? 0;
        },
      });
    },
  }),
}));
