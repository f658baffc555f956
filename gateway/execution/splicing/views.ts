import type { Provided } from './provided.ts';
import { onSameObject } from './provided.ts';
import type { SplicedFetch } from './spliced-fetch.ts';

/** Where fields of some fetches follow one another among the client's. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly isWhole: boolean;
}

/** How the client sees the objects of one type that a fetch gives fields to: once, or otherwise below different types. */
export interface View {
  readonly provided: readonly Provided[];
  readonly runs: readonly Run[];
  /** The place of its first run among those of all views. */
  readonly first: number;
}

/** The views of each fetch's objects, by type. A fetch's are complete when the code of those it hangs from is written. */
export type Views = Map<SplicedFetch, Map<string, View[]>>;

export function viewsOf(views: Views, fetch: SplicedFetch, type: string): readonly View[] {
  return views.get(fetch)?.get(type) ?? [];
}

/** The view in which a fetch gives the client's fields, the same one for the same fields. */
export function viewOf(views: Views, fetch: SplicedFetch, of: { type: string; provided: readonly Provided[] }): View {
  const { type, provided } = of;
  const byType = views.get(fetch) ?? new Map<string, View[]>();
  views.set(fetch, byType);
  const known = byType.get(type) ?? [];
  byType.set(type, known);
  const same = known.find((view) => areSame(view.provided, provided));
  if (same !== undefined) return same;
  const last = known.at(-1);
  const first = last === undefined ? 0 : last.first + last.runs.length;
  const view = { provided, first, runs: runsOf(provided, onSameObject(fetch)) };
  known.push(view);
  return view;
}

function areSame(ones: readonly Provided[], others: readonly Provided[]): boolean {
  if (ones.length !== others.length) return false;
  return ones.every(({ field, by }, at) => field === others[at]?.field && by === others[at].by);
}

/** `__typename` goes with what is before it. */
function runsOf(provided: readonly Provided[], of: readonly SplicedFetch[]): readonly Run[] {
  const runs: { from: number; to: number; isWhole: false }[] = [];
  for (const [at, { by }] of provided.entries()) {
    if (by === null || !of.includes(by)) continue;
    const last = runs.at(-1);
    if (last?.to === at) last.to = at + 1;
    else runs.push({ from: at, to: at + 1, isWhole: false });
  }
  return runs;
}
