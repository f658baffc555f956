import type DataLoader from 'dataloader';
import { loaderByKey, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';
import type { StreetRow } from './address-search.ts';
import type { Address } from '../generated/client/client.ts';

/** Addresses by BAN id. */
export const addressLoader: (context: Context) => DataLoader<string, Address | null> = perRequest((context: Context) =>
  loaderByKey(
    (ids: readonly string[]) => context.prisma.address.findMany({ where: { id: { in: [...ids] } } }),
    ({ id }) => id,
  ),
);

/** Streets by BAN id. */
export const streetLoader: (context: Context) => DataLoader<string, StreetRow | null> = perRequest((context: Context) =>
  loaderByKey(
    (ids: readonly string[]) => context.prisma.street.findMany({ where: { id: { in: [...ids] } } }),
    ({ id }) => id,
  ),
);
