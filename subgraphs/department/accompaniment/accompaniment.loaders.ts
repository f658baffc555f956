import type DataLoader from 'dataloader';
import { loaderByKey, loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import type { PublishedImport } from '../../../platform/importer/provenance.ts';
import type { Context } from '../context.ts';
import { accompanimentsBy } from './accompaniment.search.ts';

/** How many accompaniments a place or a commune gives at most; the query `accompaniments` gives them all, by pages. */
export const MAXIMUM_OF_A_PLACE = 50;

/** An accompaniment by its identifier, over or not. */
export const accompanimentLoader = perRequest(({ sql, now }: Context) =>
  loaderByKey(
    (ids: readonly string[]) => accompanimentsBy(sql, 'id', ids, { now, limit: 1, past: true }),
    (row) => row.id,
  ),
);

/** What takes place in a place, next first. */
export const accompanimentsOfPlaceLoader = perRequest(({ sql, now }: Context) =>
  loaderOfGroups(
    (ids: readonly string[]) =>
      accompanimentsBy(sql, 'found_place', ids, { now, limit: MAXIMUM_OF_A_PLACE, past: false }),
    (row) => row.placeId ?? '',
  ),
);

/** What takes place in a commune, next first. */
export const accompanimentsOfCommuneLoader = perRequest(({ sql, now }: Context) =>
  loaderOfGroups(
    (codes: readonly string[]) =>
      accompanimentsBy(sql, 'found_commune', codes, { now, limit: MAXIMUM_OF_A_PLACE, past: false }),
    (row) => row.communeCode ?? '',
  ),
);

/** The dated sessions of a workshop or of a remote session, past ones included, in order. */
export const sessionsLoader = perRequest(({ prisma }: Context) =>
  loaderOfGroups(
    (ids: readonly string[]) =>
      prisma.accompanimentSession.findMany({
        where: { accompanimentId: { in: [...ids] } },
        orderBy: [{ startsAt: 'asc' }, { accompanimentId: 'asc' }],
      }),
    (session) => session.accompanimentId,
  ),
);

const LAST_OF_SOURCE = `
  SELECT DISTINCT ON (source) dataset, source, to_char(as_of, 'YYYY-MM-DD') AS "asOf", finished_at AS "importedAt"
  FROM import_journal
  WHERE dataset = 'accompaniments' AND source = ANY ($1) AND status = 'published'
  ORDER BY source, id DESC`;

/** The last file that a source published: each organisation publishes its own. */
export const sourcePublicationLoader: (context: Context) => DataLoader<string, PublishedImport | null> = perRequest(
  ({ sql }: Context) =>
    loaderByKey(
      async (sources: readonly string[]) => (await sql.query<PublishedImport>(LAST_OF_SOURCE, [sources])).rows,
      (row) => row.source,
    ),
);
