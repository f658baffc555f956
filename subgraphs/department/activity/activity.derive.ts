import type { PoolClient } from 'pg';
import { THEME_CODES } from '../accompaniment/themes.rules.ts';
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

/**
 * An activity is in its own commune, else in that of the place it names. National files of places prefix the
 * identifiers of La Coop (36 characters) by the name of their source.
 */
const COUNTED = `
  counted AS (
    SELECT coalesce(a.commune_code, p.commune_code) AS commune_code, a.month, a.kind, a.themes, a.participants
    FROM coop_activity a
    LEFT JOIN (
      SELECT DISTINCT ON (right(source_id, 36)) right(source_id, 36) AS structure_id, place_id
      FROM place_source ORDER BY right(source_id, 36), source
    ) s ON s.structure_id = a.structure_id
    LEFT JOIN place p ON p.id = s.place_id
    WHERE NOT a.withdrawn
  )`;

/** An activity of several themes counts once in each, and once in the line of all themes. */
const REBUILD_FIGURES = `
  WITH ${COUNTED}, by_theme AS (
    SELECT commune_code, month, kind, participants, unnest(themes || NULL::text) AS theme FROM counted
  )
  INSERT INTO activity_figure (id, commune_code, month, kind, theme, activities, people)
  SELECT concat_ws(':', coalesce(commune_code, 'inconnue'), to_char(month, 'YYYY-MM'), kind, coalesce(theme, 'tous')),
         commune_code, month, kind, theme, count(*)::int, sum(participants)::int
  FROM by_theme
  GROUP BY commune_code, month, kind, theme`;

const WITHOUT_COMMUNE = `
  SELECT coalesce(sum(activities), 0)::int AS count FROM activity_figure WHERE commune_code IS NULL AND theme IS NULL`;

const UNKNOWN_THEMES = `
  SELECT theme, sum(activities)::int AS count FROM activity_figure
  WHERE theme IS NOT NULL AND NOT theme = ANY ($1) GROUP BY theme ORDER BY theme`;

/** Recounts every figure from the activities kept, and says what could not be placed or named. */
export async function deriveActivityFigures(transaction: PoolClient): Promise<readonly string[]> {
  await transaction.query('DELETE FROM activity_figure');
  await transaction.query(REBUILD_FIGURES);
  const nowhere = await transaction.query<{ count: number }>(WITHOUT_COMMUNE);
  const unknown = await transaction.query<{ theme: string; count: number }>(UNKNOWN_THEMES, [THEME_CODES]);
  const count = nowhere.rows[0]?.count ?? 0;
  return [
    ...(count === 0
      ? []
      : [`${count} activité(s) de La Coop sans commune connue : elles ne comptent dans aucune commune ni aucun EPCI.`]),
    ...unknown.rows.map(
      (row) => `Thème inconnu « ${row.theme} » (${row.count} activités) : compté dans les totaux seulement.`,
    ),
  ];
}
