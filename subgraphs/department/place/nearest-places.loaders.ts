import DataLoader from 'dataloader';
import { perRequest } from '../../../platform/batch.ts';
import { statement } from '../../../platform/database/statement.ts';
import type { Context } from '../context.ts';
import { PLACE_COLUMNS, type PlaceRow } from './place.rows.ts';

interface Near {
  readonly latitude: number;
  readonly longitude: number;
  readonly first: number;
}

/**
 * `place_earth_idx` gives the places of a point in the order of their distance, so only those that are wanted are read,
 * and no distance is measured of the others. Places at one distance are taken together, then put by identifier.
 */
const nearestPlaces = statement<PlaceRow & { rank: number }>(
  'nearest-places',
  `SELECT n.rank::int - 1 AS rank, ${PLACE_COLUMNS}
   FROM unnest($1::float8[], $2::float8[], $3::int[]) WITH ORDINALITY AS n(latitude, longitude, first, rank)
   CROSS JOIN LATERAL (
     SELECT id, away FROM (
       SELECT id, ll_to_earth(latitude, longitude) <-> ll_to_earth(n.latitude, n.longitude) AS away
       FROM place WHERE latitude IS NOT NULL AND longitude IS NOT NULL
       ORDER BY ll_to_earth(latitude, longitude) <-> ll_to_earth(n.latitude, n.longitude)
       FETCH FIRST (n.first) ROWS WITH TIES
     ) around ORDER BY away, id LIMIT n.first
   ) nearest JOIN place p USING (id)
   ORDER BY rank, away, id`,
);

/** The nearest places of many points, in one statement; each by distance, then identifier. */
export const nearestPlacesLoader: (context: Context) => DataLoader<Near, readonly PlaceRow[], string> = perRequest(
  ({ sql }: Context) =>
    new DataLoader<Near, readonly PlaceRow[], string>(
      async (points) => {
        const column = (pick: (point: Near) => number) => points.map(pick);
        const values = [column((p) => p.latitude), column((p) => p.longitude), column((p) => p.first)];
        const groups = points.map((): PlaceRow[] => []);
        for (const row of await nearestPlaces(sql, values)) groups[row.rank]?.push(row);
        return groups;
      },
      { cacheKeyFn: ({ latitude, longitude, first }) => `${latitude} ${longitude} ${first}` },
    ),
);
