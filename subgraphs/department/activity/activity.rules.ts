/** Fewer people than this in a figure could be recognised: the figure is not published. */
export const FEWEST_PUBLISHED = 5;

const HIDDEN = `Moins de ${FEWEST_PUBLISHED} personnes : chiffre non publié, pour que nul ne soit reconnu.`;

/** A count of activities and of the people accompanied. */
export interface Count {
  readonly activities: number;
  readonly people: number;
}

/** A count as it is published. */
export interface PublishedCount {
  readonly activities: number | null;
  readonly people: number | null;
  readonly masked: boolean;
  /** French; `null` when nothing is hidden. */
  readonly explanation: string | null;
}

/** The figure of a commune, a month, a kind and, unless it covers them all, a theme. */
export interface Cell extends Count {
  readonly month: string;
  readonly kind: string;
  readonly theme: string | null;
}

/** A count, hidden when it covers from one to four people. */
export function publishedCount({ activities, people }: Count): PublishedCount {
  return isHidden({ people })
    ? { activities: null, people: null, masked: true, explanation: HIDDEN }
    : { activities, people, masked: false, explanation: null };
}

/**
 * The sum of the published cells only, so that no difference between two totals gives a hidden figure away.
 * When cells are hidden the sum is a lower bound, and says so; when all are, there is none.
 */
export function publishedTotal(cells: readonly Count[]): PublishedCount {
  const hidden = cells.filter(isHidden).length;
  if (hidden > 0 && hidden === cells.length) {
    return { activities: null, people: null, masked: true, explanation: HIDDEN };
  }
  const shown = cells.filter((cell) => !isHidden(cell));
  return {
    activities: shown.reduce((sum, { activities }) => sum + activities, 0),
    people: shown.reduce((sum, { people }) => sum + people, 0),
    masked: hidden > 0,
    explanation: hidden === 0 ? null : lowerBound(hidden),
  };
}

/** The cells of each value of `keyOf`, in the order of the values; cells of which it is `null` are left out. */
export function groupsOf<C extends Cell>(
  cells: readonly C[],
  keyOf: (cell: C) => string | null,
): ReadonlyMap<string, readonly C[]> {
  const groups = new Map<string, C[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The twelve months that end with the month of a day: what is counted when no period is asked for. */
export function lastTwelveMonths(today: string): { from: string; to: string } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const first = month === 12 ? { year, month: 1 } : { year: year - 1, month: month + 1 };
  return { from: `${first.year}-${String(first.month).padStart(2, '0')}-01`, to: today };
}

function isHidden({ people }: Pick<Count, 'people'>): boolean {
  return people > 0 && people < FEWEST_PUBLISHED;
}

function lowerBound(hidden: number): string {
  const plural = hidden > 1;
  return `Au moins : ${hidden} chiffre${plural ? 's' : ''} mensuel${plural ? 's' : ''} de moins de ${FEWEST_PUBLISHED} personnes non publié${plural ? 's' : ''}, non compté${plural ? 's' : ''} ici.`;
}
