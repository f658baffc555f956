import { connectionOf, pageOf } from '../../../platform/paging.ts';
import { pageSize } from '../../../platform/list-size.ts';
import { afterId } from '../reference/after-id.ts';
import { builder } from '../builder.ts';
import { pageArguments } from '../paging.args.ts';
import { OperatorDesk } from './operator-desk.type.ts';

const OperatorDeskConnection = builder.connectionObject(
  {
    directives: { cacheControl: { maxAge: 300, scope: 'PUBLIC' } },
    type: OperatorDesk,
    name: 'OperatorDeskConnection',
    description: 'Une page d’accueils d’opérateurs.',
  },
  {
    directives: { cacheControl: { inheritMaxAge: true } },
    name: 'OperatorDeskEdge',
    description: 'Un accueil dans une page.',
  },
);

builder.queryField('operatorDesks', (t) =>
  t.field({
    type: OperatorDeskConnection,
    nullable: true,
    description: 'Accueils des opérateurs, par identifiant.',
    directives: { listSize: pageSize() },
    args: {
      communeCode: t.arg.string({ description: 'Code INSEE d’une commune, par exemple « 47001 ».' }),
      operatorId: t.arg.id({ description: 'Identifiant d’un opérateur, par exemple « caf-47 ».' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { communeCode, operatorId, ...asked }, { prisma }) => {
      const { limit, after } = pageOf(asked);
      const where = {
        ...(communeCode === null || communeCode === undefined ? {} : { communeCode }),
        ...(operatorId === null || operatorId === undefined ? {} : { operatorId }),
      };
      const rows = await prisma.operatorDesk.findMany({
        where: { ...where, ...afterId(after) },
        orderBy: { id: 'asc' },
        take: limit + 1,
      });
      const totalCount = () => prisma.operatorDesk.count({ where });
      return connectionOf({ rows, limit, after, cursorOf: ({ id }) => [id], totalCount });
    },
  }),
);
