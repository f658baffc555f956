import type DataLoader from 'dataloader';
import { loaderByKey, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';
import { buildingsOfPremises } from './building.rows.ts';
import type { Premises } from './premises.rules.ts';

interface AddressPoint {
  readonly id: string;
  readonly communeCode: string;
  readonly latitude: number;
  readonly longitude: number;
}

const POINTS = `
  SELECT id, commune_code AS "communeCode", latitude, longitude FROM address WHERE id = ANY($1)`;

/** Premises by id, each with its buildings: two SQL statements for any number of them. */
export const premisesLoader: (context: Context) => DataLoader<string, Premises | null> = perRequest(
  (context: Context) =>
    loaderByKey(
      (ids: readonly string[]) => premisesOf(context, ids),
      ({ id }) => id,
    ),
);

async function premisesOf({ sql }: Context, ids: readonly string[]): Promise<Premises[]> {
  const [points, buildings] = await Promise.all([
    sql.query<AddressPoint>(POINTS, [ids]),
    buildingsOfPremises(sql, ids),
  ]);
  const pointOf = new Map(points.rows.map((point) => [point.id, point]));
  return ids.flatMap((id) => {
    const own = buildings.filter(({ premisesId }) => premisesId === id);
    const place = pointOf.get(id) ?? own[0];
    if (place === undefined) return [];
    const { communeCode, latitude, longitude } = place;
    const banId = pointOf.has(id) ? id : (own[0]?.banId ?? null);
    return [{ id, banId, communeCode, latitude, longitude, buildings: own }];
  });
}
