import type DataLoader from 'dataloader';
import { loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';
import type { Cell } from './activity.rules.ts';

/** Days of a period, both included; a month is in it when its first day's month is between theirs. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

interface OwnedCell extends Cell {
  readonly owner: string;
}

type CellLoader = DataLoader<string, readonly OwnedCell[]>;

const CELLS = `to_char(f.month, 'YYYY-MM-DD') AS month, f.kind, f.theme, f.activities, f.people`;
const IN_PERIOD = `f.month BETWEEN date_trunc('month', $2::date) AND $3::date`;

const OF_COMMUNES = `
  SELECT f.commune_code AS owner, ${CELLS} FROM activity_figure f
  WHERE f.commune_code = ANY ($1) AND ${IN_PERIOD} ORDER BY f.id`;

const OF_EPCIS = `
  SELECT c.epci_siren AS owner, ${CELLS} FROM activity_figure f JOIN commune c ON c.code = f.commune_code
  WHERE c.epci_siren = ANY ($1) AND ${IN_PERIOD} ORDER BY f.id`;

/** One loader a period: the communes of a request that ask for the same one share a statement. */
function byPeriod(statement: string): (context: Context) => (period: Period) => CellLoader {
  return perRequest(({ sql }: Context) => {
    const loaders = new Map<string, CellLoader>();
    return ({ from, to }) => {
      const key = `${from}/${to}`;
      const known = loaders.get(key);
      if (known !== undefined) return known;
      const loader = loaderOfGroups(
        async (owners: readonly string[]) => (await sql.query<OwnedCell>(statement, [owners, from, to])).rows,
        ({ owner }) => owner,
      );
      loaders.set(key, loader);
      return loader;
    };
  });
}

export const communeActivityLoader = byPeriod(OF_COMMUNES);
export const epciActivityLoader = byPeriod(OF_EPCIS);
