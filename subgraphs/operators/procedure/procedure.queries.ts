import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { afterId } from '../reference/after-id.ts';
import { builder } from '../builder.ts';
import { pageArguments } from '../paging.args.ts';
import { OperatorProcedure } from './procedure.type.ts';

const OperatorProcedureConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
    type: OperatorProcedure,
    name: 'OperatorProcedureConnection',
    description: 'Une page de démarches.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'OperatorProcedureEdge',
    description: 'Une démarche dans une page.',
  },
);

builder.queryField('operatorProcedures', (t) =>
  t.field({
    type: OperatorProcedureConnection,
    nullable: true,
    description: 'Démarches que l’on fait auprès des opérateurs, par identifiant.',
    directives: { listSize: pageSize() },
    args: {
      operatorId: t.arg.id({ description: 'Identifiant d’un opérateur, par exemple « caf-47 ».' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { operatorId, ...asked }, { prisma }) => {
      const { limit, after } = pageOf(asked);
      const where = operatorId === null || operatorId === undefined ? {} : { operatorId };
      const rows = await prisma.operatorProcedure.findMany({
        where: { ...where, ...afterId(after) },
        orderBy: { id: 'asc' },
        take: limit + 1,
      });
      const totalCount = () => prisma.operatorProcedure.count({ where });
      return connectionOf({ rows, limit, after, cursorOf: ({ id }) => [id], totalCount });
    },
  }),
);
