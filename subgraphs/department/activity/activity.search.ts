import type { Pool } from 'pg';
import { hubError } from '../../../platform/errors.ts';
import type { Page } from '../../../platform/paging.ts';
import { THEME_CODES, type ThemeCode } from '../accompaniment/themes.rules.ts';
import type { Cell } from './activity.rules.ts';
import type { ActivityKind } from './activity.source.ts';

export interface FigureSearch {
  readonly communeCode?: string | null | undefined;
  readonly epciSiren?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly kind?: ActivityKind | null | undefined;
  readonly theme?: ThemeCode | null | undefined;
  readonly byTheme?: boolean | null | undefined;
}

export interface FigureRow extends Cell {
  readonly id: string;
  readonly communeCode: string | null;
  readonly kind: ActivityKind;
  readonly theme: ThemeCode | null;
}

const WHERE = `
  ($1::text IS NULL OR f.commune_code = $1)
  AND ($2::text IS NULL OR f.commune_code IN (SELECT code FROM commune WHERE epci_siren = $2))
  AND ($3::date IS NULL OR f.month >= date_trunc('month', $3::date)) AND ($4::date IS NULL OR f.month <= $4::date)
  AND ($5::text IS NULL OR f.kind = $5)
  AND CASE WHEN $6::text[] IS NULL THEN f.theme IS NULL ELSE f.theme = ANY ($6) END`;

/** The figures of a page, latest month first, one more than the page holds when others follow. */
export async function searchFigures(sql: Pool, search: FigureSearch, page: Page): Promise<readonly FigureRow[]> {
  const text = `
    SELECT f.id, f.commune_code AS "communeCode", to_char(f.month, 'YYYY-MM-DD') AS month, f.kind, f.theme,
      f.activities, f.people
    FROM activity_figure f
    WHERE ${WHERE} AND ($7::date IS NULL OR (f.month, f.id COLLATE "C") < ($7::date, $8::text COLLATE "C"))
    ORDER BY f.month DESC, f.id COLLATE "C" DESC LIMIT $9`;
  return (await sql.query<FigureRow>(text, [...parametersOf(search), ...positionOf(page), page.limit + 1])).rows;
}

export async function countFigures(sql: Pool, search: FigureSearch): Promise<number> {
  const text = `SELECT count(*)::int AS count FROM activity_figure f WHERE ${WHERE}`;
  return (await sql.query<{ count: number }>(text, parametersOf(search))).rows[0]?.count ?? 0;
}

export function figureCursor({ month, id }: FigureRow): readonly unknown[] {
  return [month, id];
}

/** Without a theme asked for, the figures of all themes together; themes that the hub does not know have none. */
function parametersOf({ communeCode, epciSiren, from, to, kind, theme, byTheme }: FigureSearch): unknown[] {
  const themes = typeof theme === 'string' ? [theme] : byTheme === true ? THEME_CODES : null;
  return [communeCode ?? null, epciSiren ?? null, from ?? null, to ?? null, kind ?? null, themes];
}

function positionOf({ after }: Page): readonly unknown[] {
  if (after === null) return [null, null];
  const [month, id] = after;
  if (after.length === 2 && typeof month === 'string' && !Number.isNaN(Date.parse(month)) && typeof id === 'string') {
    return after;
  }
  throw hubError(
    'INVALID_INPUT',
    'after n’est pas un curseur de cette liste. Reprenez pageInfo.endCursor de la page précédente.',
  );
}
