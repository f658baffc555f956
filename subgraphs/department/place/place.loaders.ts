import { loaderByKey, loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';
import { DEPARTMENT_SOURCE } from '../place-entry/place-entry.rows.ts';
import { SELECT_PLACES, type PlaceContent, type PlaceRow } from './place.rows.ts';

/** What one source says of a place: a file, or the department by hand. */
export interface PlaceSourceRow extends Pick<PlaceContent, 'name' | 'address' | 'collected_by' | 'updated_on'> {
  readonly place_id: string;
  readonly source: string;
  readonly source_id: string;
  readonly as_of: string;
  readonly imported_at: Date;
}

const BY_NAME = 'ORDER BY p.name COLLATE "und-x-icu", p.id';

async function placesBy(sql: Context['sql'], column: string, keys: readonly string[]): Promise<readonly PlaceRow[]> {
  return (await sql.query<PlaceRow>(`${SELECT_PLACES} WHERE p.${column} = ANY($1) ${BY_NAME}`, [keys])).rows;
}

export const placeLoader = perRequest(({ sql }: Context) =>
  loaderByKey(
    (ids: readonly string[]) => placesBy(sql, 'id', ids),
    (row) => row.id,
  ),
);

export const placesOfCommuneLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    (codes: readonly string[]) => placesBy(sql, 'commune_code', codes),
    (row) => row.commune_code ?? '',
  ),
);

export const placesOfOrganisationLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    (ids: readonly string[]) => placesBy(sql, 'organisation_id', ids),
    (row) => row.organisation_id ?? '',
  ),
);

export const placesOfEpciLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    async (sirens: readonly string[]) => {
      const query = `${SELECT_PLACES.replace('SELECT', 'SELECT c.epci_siren,')}
        JOIN commune c ON c.code = p.commune_code WHERE c.epci_siren = ANY($1) ${BY_NAME}`;
      return (await sql.query<PlaceRow & { epci_siren: string }>(query, [sirens])).rows;
    },
    (row) => row.epci_siren,
  ),
);

/** Number of places by commune, without reading them. */
export const placeCountLoader = perRequest(({ sql }: Context) =>
  loaderByKey(
    async (codes: readonly string[]) => {
      const query = `SELECT commune_code AS code, count(*)::int AS count FROM place
        WHERE commune_code = ANY($1) GROUP BY commune_code`;
      return (await sql.query<{ code: string; count: number }>(query, [codes])).rows;
    },
    (row) => row.code,
  ),
);

const SOURCES = `
  SELECT s.place_id, r.source, r.source_id, r.name, r.address, r.collected_by,
    to_char(r.updated_on, 'YYYY-MM-DD') AS updated_on, to_char(j.as_of, 'YYYY-MM-DD') AS as_of,
    j.finished_at AS imported_at
  FROM place_source s JOIN place_record r USING (source, source_id) JOIN import_journal j ON j.id = r.import_id
  WHERE s.place_id = ANY($1)
  UNION ALL
  SELECT e.place_id, $2, e.place_id, coalesce(e.fields -> 'name' ->> 'value', p.name),
    coalesce(e.fields -> 'address' ->> 'value', p.address), NULL, to_char(e.confirmed_on, 'YYYY-MM-DD'),
    to_char(e.as_of, 'YYYY-MM-DD'), e.updated_at
  FROM place_entry e JOIN place p ON p.id = e.place_id
  WHERE e.place_id = ANY($1)
  ORDER BY updated_on DESC NULLS LAST, source, source_id`;

export const placeSourcesLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    async (ids: readonly string[]) => (await sql.query<PlaceSourceRow>(SOURCES, [ids, DEPARTMENT_SOURCE])).rows,
    (row) => row.place_id,
  ),
);
