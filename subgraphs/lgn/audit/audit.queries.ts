import { hubError } from '../../../platform/errors.ts';
import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { builder } from '../builder.ts';
import type { Prisma } from '../generated/client/client.ts';
import { pageArguments } from '../paging.args.ts';
import { READ_AUDIT } from './audit.access.ts';
import { AuditActionEnum, AuditEntry } from './audit-entry.type.ts';

const AuditFilter = builder.inputType('AuditEntryFilter', {
  description: 'Quelles lignes retenir. Les critères s’ajoutent.',
  fields: (t) => ({
    premisesId: t.id({ description: 'Local concerné.' }),
    actorId: t.string({ description: 'Identifiant opaque de qui a eu accès.' }),
    action: t.field({ type: AuditActionEnum, description: 'Ce qui a été fait.' }),
    from: t.field({ type: 'DateTime', description: 'À partir de cet instant.' }),
    to: t.field({ type: 'DateTime', description: 'Avant cet instant.' }),
  }),
});

const AuditConnection = builder.connectionObject(
  {
    type: AuditEntry,
    name: 'AuditEntryConnection',
    description: 'Une page du journal des accès.',
    access: READ_AUDIT,
  },
  { name: 'AuditEntryEdge', description: 'Une ligne du journal et son curseur.', access: READ_AUDIT },
);

function conditions(filter: (typeof AuditFilter)['$inferInput']): Prisma.AuditEntryWhereInput {
  const { premisesId, actorId, action, from, to } = filter;
  return {
    ...(premisesId ? { premisesId } : {}),
    ...(actorId ? { actorId } : {}),
    ...(action ? { action } : {}),
    ...(from || to ? { at: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
  };
}

/** The rows before the cursor's: the latest comes first. */
function following(after: readonly unknown[] | null): Prisma.AuditEntryWhereInput {
  if (after === null) return {};
  const [sequence] = after.map(String);
  if (sequence === undefined || !/^\d{1,18}$/.test(sequence)) {
    throw hubError('INVALID_INPUT', 'after n’est pas un curseur de cette liste : reprenez pageInfo.endCursor.');
  }
  return { sequence: { lt: BigInt(sequence) } };
}

builder.queryField('auditEntries', (t) =>
  t.field({
    type: AuditConnection,
    nullable: true,
    description: 'Le journal des accès aux données des foyers, le plus récent d’abord. Réservé aux auditeurs.',
    directives: { listSize: pageSize() },
    args: {
      filter: t.arg({ type: AuditFilter, description: 'Quelles lignes retenir ; toutes par défaut.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter, ...page }, { prisma }) => {
      const { limit, after } = pageOf(page);
      const where = conditions(filter ?? {});
      const rows = await prisma.auditEntry.findMany({
        where: { AND: [where, following(after)] },
        orderBy: { sequence: 'desc' },
        take: limit + 1,
      });
      return connectionOf({
        rows,
        limit,
        after,
        cursorOf: ({ sequence }) => [String(sequence)],
        totalCount: () => prisma.auditEntry.count({ where }),
      });
    },
  }),
);
