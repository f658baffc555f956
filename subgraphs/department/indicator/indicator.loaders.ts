import { loaderByKey, loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import { PUBLISHED_ACCOMPANIMENTS } from '../accompaniment/published.rows.ts';
import type { Context } from '../context.ts';
import type { CommuneFacts } from './indicator.rules.ts';

const COMMUNES = `
  SELECT c.epci_siren AS siren, c.population, f.total AS fragility, coalesce(p.places, 0) AS places
  FROM commune c
  LEFT JOIN commune_fragility f ON f.code = c.code
  LEFT JOIN (SELECT commune_code, count(*)::int AS places FROM place GROUP BY commune_code) p ON p.commune_code = c.code
  WHERE c.epci_siren = ANY ($1) ORDER BY c.code`;

/** What is known of the communes of an EPCI. */
export const communeFactsLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    async (sirens: readonly string[]) => (await sql.query<CommuneFacts & { siren: string }>(COMMUNES, [sirens])).rows,
    ({ siren }) => siren,
  ),
);

const SESSIONS = `
  SELECT c.epci_siren AS siren, count(*)::int AS sessions
  FROM accompaniment_session s
  JOIN ${PUBLISHED_ACCOMPANIMENTS} a ON a.id = s.accompaniment_id AND a.kind = 'workshop'
  LEFT JOIN (SELECT DISTINCT ON (source_id) source_id, place_id FROM place_source ORDER BY source_id, source) ps
    ON ps.source_id = a.place_id
  LEFT JOIN place p ON p.id = coalesce(ps.place_id, a.place_id)
  JOIN commune c ON c.code = coalesce(a.commune_code, p.commune_code)
  WHERE c.epci_siren = ANY ($1) AND s.starts_at >= $2 AND s.starts_at < $2::timestamptz + interval '30 days'
  GROUP BY c.epci_siren`;

/** How many workshop sessions start in an EPCI in the next 30 days; `null` is none. */
export const sessionCountLoader = perRequest(({ sql, now }: Context) =>
  loaderByKey(
    async (sirens: readonly string[]) =>
      (await sql.query<{ siren: string; sessions: number }>(SESSIONS, [sirens, now.toISOString()])).rows,
    ({ siren }) => siren,
  ),
);
