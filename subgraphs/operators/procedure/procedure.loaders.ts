import { loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';

/** The procedures of an operator by its identifier. */
export const proceduresOfOperator = perRequest(({ prisma }: Context) =>
  loaderOfGroups(
    (ids: readonly string[]) =>
      prisma.operatorProcedure.findMany({ where: { operatorId: { in: [...ids] } }, orderBy: { id: 'asc' } }),
    ({ operatorId }) => operatorId,
  ),
);
