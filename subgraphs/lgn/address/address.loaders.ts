import type DataLoader from 'dataloader';
import { loaderByKey, perRequest } from '../../../platform/batch.ts';
import { statement } from '../../../platform/database/statement.ts';
import type { Context } from '../context.ts';
import { addressesById, type AddressRow } from './address.rows.ts';
import type { StreetRow } from './street-index.rules.ts';

/** Addresses by BAN id. */
export const addressLoader: (context: Context) => DataLoader<string, AddressRow | null> = perRequest(
  ({ sql }: Context) =>
    loaderByKey(
      (ids: readonly string[]) => addressesById(sql, [ids]),
      ({ id }) => id,
    ),
);

const streetsById = statement<StreetRow>(
  'streets-by-id',
  `SELECT id, name, commune_code AS "communeCode", commune_name AS "communeName", old_commune_name AS "oldCommuneName",
     place_name AS "placeName", coalesce(postcodes, '{}') AS postcodes, latitude, longitude, addresses
   FROM street WHERE id = ANY($1)`,
);

/** Streets by BAN id. */
export const streetLoader: (context: Context) => DataLoader<string, StreetRow | null> = perRequest(({ sql }: Context) =>
  loaderByKey(
    (ids: readonly string[]) => streetsById(sql, [ids]),
    ({ id }) => id,
  ),
);
