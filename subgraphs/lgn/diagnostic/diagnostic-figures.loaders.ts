import type { Context } from '../context.ts';
import { shownCounts, type Quarter, type ShownCounts } from './diagnostic-figures.rules.ts';

/** The figures of one quarter, as they are given. */
export interface QuarterFigures {
  readonly quarter: Quarter;
  readonly shown: ShownCounts;
}

interface Row {
  readonly from: string;
  readonly outcome: string | null;
  readonly households: number;
}

/** Each premises once a quarter, by its latest diagnostic. */
const FIGURES = `
  SELECT to_char(quarter, 'YYYY-MM-DD') AS from, outcome, count(*)::int AS households FROM (
    SELECT DISTINCT ON (date_trunc('quarter', diagnosed_on), premises_id)
      date_trunc('quarter', diagnosed_on) AS quarter, outcome
    FROM connection_diagnostic
    WHERE commune_code = ANY($1) AND diagnosed_on >= $2::date AND diagnosed_on < $3::date
    ORDER BY date_trunc('quarter', diagnosed_on), premises_id, opened_at DESC, id
  ) latest GROUP BY quarter, outcome`;

/** The figures of communes together, for consecutive quarters, latest first; in one statement. */
export async function figuresOfQuarters(
  { sql }: Context,
  { communeCodes, outcomes }: { readonly communeCodes: readonly string[]; readonly outcomes: readonly string[] },
  quarters: readonly Quarter[],
): Promise<readonly QuarterFigures[]> {
  const values = [[...communeCodes], quarters.at(-1)?.from, quarters[0]?.before];
  const { rows } = await sql.query<Row>(FIGURES, values);
  return quarters.map((quarter) => {
    const counts = [...outcomes, null].map((outcome) => {
      const row = rows.find((each) => each.from === quarter.from && each.outcome === outcome);
      return { outcome, households: row?.households ?? 0 };
    });
    return { quarter, shown: shownCounts(counts) };
  });
}
