import { comparePlaces, type Located, type Verdict } from './place-match.rules.ts';

export interface DoubtfulPair<R extends Located> {
  readonly a: R;
  readonly b: R;
  readonly verdict: Exclude<Verdict, { kind: 'DIFFERENT' }>;
}

export interface Clusters<R extends Located> {
  readonly clusters: readonly (readonly R[])[];
  readonly doubtful: readonly DoubtfulPair<R>[];
}

/**
 * Puts together the records of one place. A place has at most one record of a source: a match that would give it two
 * is left to a person. The order of the records decides nothing but which of two such matches wins: the most alike.
 */
export function clusterPlaces<R extends Located>(records: readonly R[]): Clusters<R> {
  const groups = new Map<R, R[]>(records.map((record) => [record, [record]]));
  const doubtful: DoubtfulPair<R>[] = [];
  const same: DoubtfulPair<R>[] = [];
  for (const [a, b] of candidatePairs(records)) {
    const verdict = comparePlaces(a, b);
    if (verdict.kind !== 'DIFFERENT') (verdict.kind === 'SAME' ? same : doubtful).push({ a, b, verdict });
  }
  for (const pair of same.toSorted((x, y) => y.verdict.similarity - x.verdict.similarity)) {
    const [left, right] = [groups.get(pair.a) ?? [], groups.get(pair.b) ?? []];
    if (left === right) continue;
    const sources = new Set([...left, ...right].map(({ source }) => source));
    if (sources.size < left.length + right.length) doubtful.push(pair);
    else {
      left.push(...right);
      for (const record of right) groups.set(record, left);
    }
  }
  const apart = doubtful.filter(({ a, b }) => groups.get(a) !== groups.get(b));
  return { clusters: [...new Set(groups.values())], doubtful: apart };
}

/** Degrees of a cell of the grid: about 1.1 km, what separates two records that can still be compared. */
const CELL_DEGREES = 0.0137;

/** The pairs worth comparing: neighbours on a grid, same postcode without a position, same long identifier. */
function* candidatePairs<R extends Located>(records: readonly R[]): Iterable<readonly [R, R]> {
  const buckets = new Map<string, R[]>();
  for (const record of records) {
    const seen = new Set<R>();
    const keys = keysOf(record);
    for (const other of keys.visit.flatMap((key) => buckets.get(key) ?? [])) {
      if (seen.has(other)) continue;
      seen.add(other);
      yield [other, record];
    }
    for (const key of keys.own) buckets.set(key, [...(buckets.get(key) ?? []), record]);
  }
}

function keysOf({ source_id: id, postcode, latitude, longitude }: Located): { own: string[]; visit: string[] } {
  const names = [`id ${id}`, `postcode ${postcode}`];
  if (latitude === null || longitude === null) return { own: names, visit: names };
  const [row, column] = [Math.floor(latitude / CELL_DEGREES), Math.floor(longitude / CELL_DEGREES)];
  const around = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => `cell ${row + down} ${column + right}`));
  return { own: [...names, `cell ${row} ${column}`], visit: [...names, ...around] };
}
