import type DataLoader from 'dataloader';
import { loaderByKey, loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import { statement } from '../../../platform/database/statement.ts';
import type { Context } from '../context.ts';
import { buildingsOfPremises } from './building.rows.ts';
import type { BuildingFacts, Premises } from './premises.rules.ts';

interface AddressPoint {
  readonly id: string;
  readonly communeCode: string;
  readonly latitude: number;
  readonly longitude: number;
}

const pointsOfAddresses = statement<AddressPoint>(
  'points-of-addresses',
  'SELECT id, commune_code AS "communeCode", latitude, longitude FROM address WHERE id = ANY($1)',
);

/** Premises by id, each with its buildings: two SQL statements for any number of them. */
export const premisesLoader: (context: Context) => DataLoader<string, Premises | null> = perRequest(
  (context: Context) =>
    loaderByKey(
      (ids: readonly string[]) => premisesOf(context, ids),
      ({ id }) => id,
    ),
);

/** Buildings by the premises they are of. */
const buildingsLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    (ids: readonly string[]) => buildingsOfPremises(sql, ids),
    ({ premisesId }: BuildingFacts) => premisesId,
  ),
);

/** The premises at an address that has been read: one SQL statement for any number of them. */
export async function premisesAt(context: Context, address: AddressPoint): Promise<Premises> {
  const { id, communeCode, latitude, longitude } = address;
  const buildings = await buildingsLoader(context).load(id);
  return { id, banId: id, communeCode, latitude, longitude, buildings };
}

async function premisesOf({ sql }: Context, ids: readonly string[]): Promise<Premises[]> {
  const [points, buildings] = await Promise.all([pointsOfAddresses(sql, [ids]), buildingsOfPremises(sql, ids)]);
  const pointOf = new Map(points.map((point) => [point.id, point]));
  return ids.flatMap((id) => {
    const own = buildings.filter(({ premisesId }) => premisesId === id);
    const place = pointOf.get(id) ?? own[0];
    if (place === undefined) return [];
    const { communeCode, latitude, longitude } = place;
    const banId = pointOf.has(id) ? id : (own[0]?.banId ?? null);
    return [{ id, banId, communeCode, latitude, longitude, buildings: own }];
  });
}
