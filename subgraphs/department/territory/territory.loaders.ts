import { loaderByKey, loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';

/** A commune as the territory holds it; its centre comes from imported boundaries where there are some. */
export interface CommuneRow {
  readonly inseeCode: string;
  readonly name: string;
  readonly postcodes: readonly string[];
  readonly population: number | null;
  readonly epciSiren: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface EpciRow {
  readonly siren: string;
  readonly name: string;
  readonly kind: string;
  readonly population: number | null;
  readonly roadmapGroup: number | null;
}

export interface FragilityRow {
  readonly code: string;
  readonly age: number | null;
  readonly education: number | null;
  readonly activity: number | null;
  readonly benefits: number | null;
  readonly immigration: number | null;
  readonly total: number | null;
}

/** Selects `CommuneRow`s; the commune's alias is `c`. */
export const SELECT_COMMUNES = `
  SELECT c.code AS "inseeCode", c.name, c.postcodes, c.population, c.epci_siren AS "epciSiren",
    coalesce(b.latitude, c.latitude) AS latitude, coalesce(b.longitude, c.longitude) AS longitude
  FROM commune c LEFT JOIN commune_boundary b ON b.code = c.code`;

/** Selects `EpciRow`s; the EPCI's alias is `e`. */
export const SELECT_EPCIS = `
  SELECT e.siren, e.name, e.kind, e.population, e.roadmap_group AS "roadmapGroup" FROM epci e`;

export const communeLoader = perRequest(({ sql }: Context) =>
  loaderByKey(
    async (codes: readonly string[]) =>
      (await sql.query<CommuneRow>(`${SELECT_COMMUNES} WHERE c.code = ANY($1)`, [codes])).rows,
    (row) => row.inseeCode,
  ),
);

export const epciLoader = perRequest(({ sql }: Context) =>
  loaderByKey(
    async (sirens: readonly string[]) =>
      (await sql.query<EpciRow>(`${SELECT_EPCIS} WHERE e.siren = ANY($1)`, [sirens])).rows,
    (row) => row.siren,
  ),
);

/** The communes of an EPCI that are in Lot-et-Garonne, by name. */
export const communesOfEpciLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    async (sirens: readonly string[]) => {
      const query = `${SELECT_COMMUNES} WHERE c.epci_siren = ANY($1) ORDER BY c.name COLLATE "und-x-icu", c.code`;
      return (await sql.query<CommuneRow>(query, [sirens])).rows;
    },
    (row) => row.epciSiren ?? '',
  ),
);

export const fragilityLoader = perRequest(({ sql }: Context) =>
  loaderByKey(
    async (codes: readonly string[]) => {
      const query = `SELECT code, age, education, activity, benefits, immigration, total
        FROM commune_fragility WHERE code = ANY($1)`;
      return (await sql.query<FragilityRow>(query, [codes])).rows;
    },
    (row) => row.code,
  ),
);

/** GeoJSON geometries, as JSON text: they are not worth parsing to be printed again. */
export const boundaryLoader = perRequest(({ sql }: Context) =>
  loaderByKey(
    async (codes: readonly string[]) => {
      const query = 'SELECT code, geometry::text AS geometry FROM commune_boundary WHERE code = ANY($1)';
      return (await sql.query<{ code: string; geometry: string }>(query, [codes])).rows;
    },
    (row) => row.code,
  ),
);
