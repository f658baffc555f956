import { named } from '../code-generation.ts';
import type { FieldShape } from '../program.ts';
import type { ScannedField } from './object-code.ts';
import { hasHoles, keyText, literal, type ObjectPlace, type ScannerWriter } from './scanner-writer.ts';
import { onSameObject, providers, Unspliceable, type Provided, type SplicedFetch } from './splice-plan.ts';

export interface Assembly {
  readonly place: ObjectPlace;
  readonly type: string;
  /** The client's fields, in the operation's order. */
  readonly asked: readonly FieldShape[];
  readonly scanned: readonly ScannedField[];
}

/** Returns the object's part, or its runs at a level: fields of this fetch (and of those that hang from it) in a row. */
export function assemblyCode({ roots }: ScannerWriter, assembly: Assembly, isLevel: boolean): string {
  const { place, type, asked } = assembly;
  const { path, fetch, client } = place;
  if (client === null) return isLevel ? 'return [];' : "return '';";
  const owner = isLevel ? ownerOf(fetch) : fetch;
  const fetches = owner === null ? roots : onSameObject(owner, path);
  const provided = providers(asked, { type, path, fetches });
  if (isLevel) {
    const runs = runsOf(provided, onSameObject(fetch, path)).map((run) => expression(assembly, run, provided));
    return `return [${runs.join(',')}];`;
  }
  if (asked.length === 0) return "return '{}';";
  return `return ${expression(assembly, { from: 0, to: provided.length, isWhole: true }, provided)};`;
}

/** The fetch in whose answer the objects of a fetch of entities are; `null` when they are the root. */
function ownerOf({ parent, path }: SplicedFetch): SplicedFetch | null {
  if (parent === null) return null;
  return parent.path === path ? ownerOf(parent) : parent;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly isWhole: boolean;
}

/** Where fields of some fetches follow one another among the client's. `__typename` goes with what is before it. */
export function runsOf(provided: readonly Provided[], of: readonly SplicedFetch[]): readonly Run[] {
  const runs: { from: number; to: number; isWhole: false }[] = [];
  for (const [at, { by }] of provided.entries()) {
    if (by === null || !of.includes(by)) continue;
    const last = runs.at(-1);
    if (last?.to === at) last.to = at + 1;
    else runs.push({ from: at, to: at + 1, isWhole: false });
  }
  return runs;
}

/** The code of a run's part: slices of the answer, as long as they can be, between texts known beforehand and holes. */
function expression({ place, type, scanned }: Assembly, run: Run, provided: readonly Provided[]): string {
  const pieces: string[] = [];
  let slice: { readonly start: string; readonly last: number } | null = null;
  const flush = () => {
    if (slice !== null) pieces.push(`s.slice(${slice.start},e${scanned[slice.last]?.number ?? ''})`);
    slice = null;
  };
  for (let at = run.from; at < run.to; at += 1) {
    const { field, by } = provided[at] ?? missing();
    const comma = at === 0 ? '{' : ',';
    if (by === null) {
      flush();
      pieces.push(literal(`${comma}${keyText(field.responseName)}"${named(type)}"`));
      continue;
    }
    if (by !== place.fetch) {
      flush();
      const hole = holeAt({ place, provided }, at, by);
      if (hole !== null) pieces.push(hole);
      continue;
    }
    const index = scanned.findIndex((each) => field.kind !== 'typename' && each.field.key === field.key);
    const one = scanned[index] ?? missing();
    const isSame = one.isPlain && field.responseName === one.field.key;
    if (isSame && slice !== null && slice.last === index - 1) {
      slice = { start: slice.start, last: index };
    } else if (isSame && (at === 0) === (index === 0)) {
      flush();
      slice = { start: `k${one.number}-1`, last: index };
    } else {
      flush();
      const value = one.isPlain ? `s.slice(v${one.number},e${one.number})` : `w${one.number}`;
      pieces.push(literal(`${comma}${keyText(field.responseName)}`), value);
    }
  }
  flush();
  if (run.isWhole) pieces.push("'}'");
  return hasHoles(place) ? `[${pieces.join(',')}]` : pieces.join('+');
}

/** The hole of a child's run, at the run's first field; the fields after it are in it. */
function holeAt(
  { place, provided }: { place: ObjectPlace; provided: readonly Provided[] },
  at: number,
  by: SplicedFetch,
): string | null {
  const child = place.fetch.children.find(
    (each) => each.path === place.path && onSameObject(each, place.path).includes(by),
  );
  if (child === undefined) throw new Unspliceable('a field of a fetch elsewhere');
  const runs = runsOf(provided, onSameObject(child, place.path));
  const index = runs.findIndex(({ from }) => from === at);
  return index === -1 ? null : `{fetch:${child.step.id},entity:u${child.step.id},run:${index}}`;
}

function missing(): never {
  throw new Unspliceable('a field that is not in the answer');
}
