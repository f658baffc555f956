/**
 * The accompaniments that are published: what the department's agents wrote, and the rows of files that they did not
 * write. The alias is the caller's.
 */
export const PUBLISHED_ACCOMPANIMENTS = `(
  SELECT a.*, coalesce(e.revision, 0) AS revision, false AS cancelled, NULL::text AS cancellation_reason,
    NULL::date AS written_as_of, NULL::timestamptz AS written_at
  FROM accompaniment a LEFT JOIN accompaniment_entry e ON e.id = a.id
  WHERE e.id IS NULL OR e.status = 'GIVEN_BACK'
  UNION ALL
  SELECT r.*, e.revision, e.status = 'CANCELLED', CASE WHEN e.status = 'CANCELLED' THEN e.last_reason END,
    e.as_of, e.updated_at
  FROM accompaniment_entry e, LATERAL jsonb_populate_record(NULL::accompaniment, e.content) r
  WHERE e.status <> 'GIVEN_BACK')`;
