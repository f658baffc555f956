import { loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import { hubError } from '../../../platform/errors.ts';
import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Prisma } from '../generated/client/client.ts';
import { pageArguments } from '../paging.args.ts';
import { Premises } from '../premises/premises.type.ts';
import { READ_DIAGNOSTICS } from './diagnostic.access.ts';
import { journalRead, purposeArgument } from './diagnostic.audit.ts';
import { databaseDay, isDiagnosticId } from './diagnostic.changes.ts';
import { ChannelEnum, StatusEnum } from './diagnostic-enums.type.ts';
import { ConnectionDiagnostic } from './diagnostic.type.ts';

const Filter = builder.inputType('ConnectionDiagnosticFilter', {
  description: 'Quels diagnostics retenir. Les critères s’ajoutent.',
  fields: (t) => ({
    premisesId: t.id({ description: 'Local.' }),
    communeCode: t.id({ description: 'Code INSEE de la commune.' }),
    status: t.field({ type: StatusEnum, description: 'État.' }),
    channel: t.field({ type: ChannelEnum, description: 'Mode.' }),
    from: t.field({ type: 'Date', description: 'Diagnostics de ce jour ou d’après.' }),
    to: t.field({ type: 'Date', description: 'Diagnostics de ce jour ou d’avant.' }),
    followUpDueBefore: t.field({ type: 'Date', description: 'Avec une suite à donner avant ce jour.' }),
  }),
});

const DiagnosticConnection = builder.connectionObject(
  {
    type: ConnectionDiagnostic,
    name: 'ConnectionDiagnosticConnection',
    description: 'Une page de diagnostics.',
    access: READ_DIAGNOSTICS,
  },
  { name: 'ConnectionDiagnosticEdge', description: 'Un diagnostic et son curseur.', access: READ_DIAGNOSTICS },
);

function conditions(filter: (typeof Filter)['$inferInput']): Prisma.ConnectionDiagnosticWhereInput {
  const { premisesId, communeCode, status, channel, from, to, followUpDueBefore } = filter;
  return {
    ...(premisesId ? { premisesId } : {}),
    ...(communeCode ? { communeCode } : {}),
    ...(status ? { status } : {}),
    ...(channel ? { channel } : {}),
    ...(from || to
      ? {
          diagnosedOn: {
            ...(from ? { gte: databaseDay(from) } : {}),
            ...(to ? { lte: databaseDay(to) } : {}),
          },
        }
      : {}),
    ...(followUpDueBefore
      ? { followUps: { some: { doneOn: null, dueOn: { lt: databaseDay(followUpDueBefore) } } } }
      : {}),
  };
}

/** The rows that follow the cursor's, newest first. */
function following(after: readonly unknown[] | null): Prisma.ConnectionDiagnosticWhereInput {
  if (after === null) return {};
  const [at, id] = after.map(String);
  const openedAt = new Date(at ?? '');
  if (id === undefined || !isDiagnosticId(id) || Number.isNaN(openedAt.getTime())) {
    throw hubError('INVALID_INPUT', 'after n’est pas un curseur de cette liste : reprenez pageInfo.endCursor.');
  }
  return { OR: [{ openedAt: { lt: openedAt } }, { openedAt, id: { gt: id } }] };
}

builder.queryFields((t) => ({
  connectionDiagnostic: t.field({
    type: ConnectionDiagnostic,
    nullable: true,
    description: 'Un diagnostic par son identifiant ; nul s’il n’existe pas. Réservé.',
    args: { id: t.arg.id({ required: true, description: 'Identifiant.' }), purpose: purposeArgument(t.arg) },
    resolve: async (_root, { id, purpose }, context) => {
      if (!isDiagnosticId(id)) return null;
      const found = await context.prisma.connectionDiagnostic.findUnique({ where: { id } });
      if (found !== null) await journalRead(context, { operation: 'Query.connectionDiagnostic', purpose }, [found]);
      return found;
    },
  }),
  connectionDiagnostics: t.field({
    type: DiagnosticConnection,
    nullable: true,
    description: 'Diagnostics, le plus récent d’abord. Réservé.',
    directives: { listSize: pageSize() },
    args: {
      filter: t.arg({ type: Filter, description: 'Quels diagnostics retenir ; tous par défaut.' }),
      purpose: purposeArgument(t.arg),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter, purpose, ...page }, context) => {
      const { prisma } = context;
      const { limit, after } = pageOf(page);
      const where = conditions(filter ?? {});
      const rows = await prisma.connectionDiagnostic.findMany({
        where: { AND: [where, following(after)] },
        orderBy: [{ openedAt: 'desc' }, { id: 'asc' }],
        take: limit + 1,
      });
      await journalRead(context, { operation: 'Query.connectionDiagnostics', purpose }, rows.slice(0, limit));
      return connectionOf({
        rows,
        limit,
        after,
        cursorOf: ({ openedAt, id }) => [openedAt.toISOString(), id],
        totalCount: () => prisma.connectionDiagnostic.count({ where }),
      });
    },
  }),
}));

const diagnosticsLoader = perRequest(({ prisma }: Context) =>
  loaderOfGroups(
    (premisesIds: readonly string[]) =>
      prisma.connectionDiagnostic.findMany({
        where: { premisesId: { in: [...premisesIds] } },
        orderBy: [{ openedAt: 'desc' }, { id: 'asc' }],
      }),
    ({ premisesId }) => premisesId,
  ),
);

builder.objectField(Premises, 'diagnostics', (t) =>
  t.field({
    type: [ConnectionDiagnostic],
    nullable: true,
    description: 'Diagnostics menés à ce local, le plus récent d’abord. Réservé.',
    args: { purpose: purposeArgument(t.arg) },
    resolve: async ({ id }, { purpose }, context) => {
      const found = await diagnosticsLoader(context).load(id);
      await journalRead(context, { operation: 'Premises.diagnostics', purpose }, found);
      return [...found];
    },
  }),
);
