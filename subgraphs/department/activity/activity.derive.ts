import type { PoolClient } from 'pg';
import type { StageTable } from '../../../platform/importer/dataset.ts';

/** La Coop's pages are increments (`filter[modification][depuis]`): a file adds, changes and withdraws, nothing else. */
export const ACTIVITY_TABLE: StageTable = {
  table: 'coop_activity',
  key: ['id'],
  columns: {
    id: 'text',
    source: 'text',
    kind: 'text',
    month: 'date',
    commune_code: 'text',
    structure_id: 'text',
    themes: 'text[]',
    participants: 'integer',
    withdrawn: 'boolean',
  },
  scope: () => 'false',
};

/** An activity of several themes counts once in each, and once in the line of all themes. */
const REBUILD_FIGURES = `
  INSERT INTO activity_figure (id, commune_code, month, kind, theme, activities, people)
  SELECT concat_ws(':', coalesce(commune_code, 'inconnue'), to_char(month, 'YYYY-MM'), kind, coalesce(theme, 'tous')),
         commune_code, month, kind, theme, count(*)::int, sum(participants)::int
  FROM (
    SELECT commune_code, month, kind, participants, unnest(themes || NULL::text) AS theme
    FROM coop_activity WHERE NOT withdrawn
  ) counted
  GROUP BY commune_code, month, kind, theme`;

const WITHOUT_COMMUNE = `
  SELECT count(*)::int AS count FROM coop_activity WHERE NOT withdrawn AND commune_code IS NULL`;

/** Recounts every figure from the activities kept. */
export async function deriveActivityFigures(transaction: PoolClient): Promise<readonly string[]> {
  await transaction.query('DELETE FROM activity_figure');
  await transaction.query(REBUILD_FIGURES);
  const { rows } = await transaction.query<{ count: number }>(WITHOUT_COMMUNE);
  const count = rows[0]?.count ?? 0;
  return count === 0
    ? []
    : [`${count} activité(s) de La Coop sans commune : elles comptent pour le département, dans aucune commune.`];
}
