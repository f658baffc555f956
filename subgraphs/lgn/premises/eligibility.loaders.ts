import type DataLoader from 'dataloader';
import { loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';
import type { ConnectionEligibility } from '../generated/client/client.ts';

/** What the operators declare at a building of « Ma connexion internet », by its `imb_id`. */
export const eligibilityLoader: (context: Context) => DataLoader<string, readonly ConnectionEligibility[]> = perRequest(
  ({ prisma }: Context) =>
    loaderOfGroups(
      (ids: readonly string[]) =>
        prisma.connectionEligibility.findMany({
          where: { connectionId: { in: [...ids] } },
          orderBy: [{ technologyCode: 'asc' }, { operatorCode: 'asc' }],
        }),
      ({ connectionId }) => connectionId,
    ),
);
