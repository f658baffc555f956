import type { PoolClient } from 'pg';
import type { Publication } from '../../../platform/importer/dataset.ts';
import { OFFER_COLUMNS } from './offer-columns.rules.ts';

const CONTENT = ['provider_id', ...Object.values(OFFER_COLUMNS).map(([column]) => column)];
const listed = (alias: string) => CONTENT.map((column) => `${alias}.${column}`).join(', ');

/** One row an offer: where two sources name the same one, the most recently verified speaks. */
const IMPORTED = `
  SELECT DISTINCT ON (id) * FROM social_offer_import ORDER BY id, verified_on DESC, import_id DESC, file_source`;

const INSERT = `
  INSERT INTO social_offer (id, ${CONTENT.join(', ')}, status, revision, edited_by_operator, last_change, updated_by, updated_at)
  SELECT i.id, ${listed('i')}, 'PUBLISHED', 1, false, 'PUBLISHED', $1, now() FROM (${IMPORTED}) i
  ON CONFLICT (id) DO NOTHING`;

const UPDATE = `
  UPDATE social_offer o
  SET (${CONTENT.join(', ')}) = ROW(${listed('i')}),
    last_change = CASE WHEN o.status = 'WITHDRAWN' THEN 'PUBLISHED'::offer_change ELSE 'REVISED' END,
    status = 'PUBLISHED', revision = o.revision + 1, last_reason = NULL, updated_by = $1, updated_at = now()
  FROM (${IMPORTED}) i
  WHERE o.id = i.id AND NOT o.edited_by_operator
    AND (o.status = 'WITHDRAWN' OR (${listed('o')}) IS DISTINCT FROM (${listed('i')}))`;

const WITHDRAW = `
  UPDATE social_offer o
  SET status = 'WITHDRAWN', last_change = 'WITHDRAWN', revision = o.revision + 1, updated_by = $1, updated_at = now(),
    last_reason = 'Absente du dernier fichier de sa source.'
  WHERE NOT o.edited_by_operator AND o.status = 'PUBLISHED'
    AND NOT EXISTS (SELECT 1 FROM social_offer_import i WHERE i.id = o.id)`;

const KEPT = `
  SELECT o.id, o.name, o.revision, to_char(o.updated_at AT TIME ZONE 'Europe/Paris', 'DD/MM/YYYY') AS day
  FROM social_offer o JOIN (${IMPORTED}) i ON i.id = o.id
  WHERE o.edited_by_operator
    AND (o.status = 'WITHDRAWN' OR (${listed('o')}) IS DISTINCT FROM (${listed('i')}))
  ORDER BY o.id`;

const SHARED = `
  SELECT id, string_agg(file_source, ' ; ' ORDER BY file_source) AS sources
  FROM social_offer_import GROUP BY id HAVING count(*) > 1 ORDER BY id`;

/**
 * Makes the live offers what the files say, except those that an operator has edited itself since: those are left
 * alone and named in the remarks. An offer that left its file is withdrawn, never deleted: its history stays.
 */
export async function publishImportedOffers(
  transaction: PoolClient,
  { importId, source }: Publication,
): Promise<readonly string[]> {
  const author = [`Import n° ${importId} (${source})`];
  await transaction.query(UPDATE, author);
  await transaction.query(WITHDRAW, author);
  await transaction.query(INSERT, author);
  const kept = await transaction.query<{ id: string; name: string; revision: number; day: string }>(KEPT);
  const shared = await transaction.query<{ id: string; sources: string }>(SHARED);
  return [
    ...kept.rows.map(
      ({ id, name, revision, day }) =>
        `L’offre « ${name} » (${id}) a été modifiée par son opérateur le ${day} (révision ${revision}) : le fichier dit autre chose et n’a pas été appliqué.`,
    ),
    ...shared.rows.map(
      ({ id, sources }) =>
        `L’offre ${id} figure dans les fichiers de plusieurs sources (${sources}) : la plus récemment vérifiée est publiée.`,
    ),
  ];
}
