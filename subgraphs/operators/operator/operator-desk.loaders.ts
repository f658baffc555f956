import { loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';

/** The desks of a commune by its INSEE code. */
export const desksOfCommune = perRequest(({ prisma }: Context) =>
  loaderOfGroups(
    (codes: readonly string[]) =>
      prisma.operatorDesk.findMany({
        where: { communeCode: { in: [...codes] } },
        orderBy: [{ operatorId: 'asc' }, { id: 'asc' }],
      }),
    ({ communeCode }) => communeCode,
  ),
);
