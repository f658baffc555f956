/** Fewer households than this in a figure could be recognised: the figure is not given. */
export const FEWEST_HOUSEHOLDS = 5;

/** How many households had one outcome; `null` is of diagnostics that are not closed. */
export interface OutcomeCount {
  readonly outcome: string | null;
  readonly households: number;
}

/** A count as it is given: `null` when it is hidden. */
export interface ShownCount {
  readonly outcome: string | null;
  readonly households: number | null;
}

export interface ShownCounts {
  readonly total: number | null;
  readonly outcomes: readonly ShownCount[];
}

/**
 * The counts of one table, small ones hidden, and as many others as it takes for no hidden one to be found by
 * subtraction: what is hidden is at least two counts, which together are of {@link FEWEST_HOUSEHOLDS} households at least.
 * Where that cannot be, the total is hidden too.
 */
export function shownCounts(counts: readonly OutcomeCount[]): ShownCounts {
  const total = counts.reduce((sum, { households }) => sum + households, 0);
  const hidden = new Set(counts.filter(({ households }) => isSmall(households)));
  const others = counts
    .filter(({ households }) => households >= FEWEST_HOUSEHOLDS)
    .sort((one, other) => one.households - other.households);
  while (hidden.size > 0 && !isSafe(hidden)) {
    const next = others.shift();
    if (next === undefined) break;
    hidden.add(next);
  }
  const tells = isSmall(total) || (hidden.size > 0 && !isSafe(hidden));
  return {
    total: tells ? null : total,
    outcomes: counts.map((count) => ({
      outcome: count.outcome,
      households: hidden.has(count) ? null : count.households,
    })),
  };
}

function isSmall(households: number): boolean {
  return households > 0 && households < FEWEST_HOUSEHOLDS;
}

function isSafe(hidden: ReadonlySet<OutcomeCount>): boolean {
  const households = [...hidden].reduce((sum, count) => sum + count.households, 0);
  return hidden.size > 1 && households >= FEWEST_HOUSEHOLDS;
}

/** A calendar quarter, by its first day and the first day of the next. */
export interface Quarter {
  readonly from: string;
  readonly before: string;
}

/**
 * The last quarters that are over, latest first. Only these are counted: of periods of one's own choice, two that differ
 * by a day would tell the household of that day.
 */
export function completedQuarters(today: string, howMany: number): readonly Quarter[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const current = year * 4 + Math.floor((month - 1) / 3);
  return Array.from({ length: howMany }, (_, back) => {
    const quarter = current - 1 - back;
    return { from: firstDay(quarter), before: firstDay(quarter + 1) };
  });
}

function firstDay(quarter: number): string {
  return `${Math.floor(quarter / 4)}-${String((quarter % 4) * 3 + 1).padStart(2, '0')}-01`;
}
