import { loaderByKey, loaderOfGroups, perRequest } from '../../../platform/batch.ts';
import type { Context } from '../context.ts';
import { SELECT_ENTRIES, type EntryChange, type PlaceEntryRow } from './place-entry.rows.ts';
import { SELECT_PROPOSALS, type ProposalRow } from './proposal.rows.ts';

export const placeEntryLoader = perRequest(({ sql }: Context) =>
  loaderByKey(
    async (ids: readonly string[]) =>
      (await sql.query<PlaceEntryRow>(`${SELECT_ENTRIES} WHERE e.place_id = ANY($1)`, [ids])).rows,
    (row) => row.place_id,
  ),
);

export interface PlaceRevisionRow {
  readonly placeId: string;
  readonly revision: number;
  readonly change: EntryChange;
  readonly changedFields: string[];
  readonly reason: string | null;
  readonly author: string;
  readonly organisation: string | null;
  readonly recordedAt: Date;
}

const REVISIONS = `
  SELECT place_id AS "placeId", revision, change, coalesce(changed_fields, '{}') AS "changedFields", reason, author,
    author_organisation AS organisation, recorded_at AS "recordedAt"
  FROM place_revision WHERE place_id = ANY($1) ORDER BY place_id, revision DESC`;

export const placeRevisionsLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    async (ids: readonly string[]) => (await sql.query<PlaceRevisionRow>(REVISIONS, [ids])).rows,
    (row) => row.placeId,
  ),
);

export const proposalsOfPlaceLoader = perRequest(({ sql }: Context) =>
  loaderOfGroups(
    async (ids: readonly string[]) => {
      const query = `${SELECT_PROPOSALS} WHERE r.place_id = ANY($1) ORDER BY r.proposed_at DESC, r.id`;
      return (await sql.query<ProposalRow>(query, [ids])).rows;
    },
    (row) => row.place_id,
  ),
);
