import { named } from '../code-generation.ts';
import type { FieldShape } from '../program.ts';
import type { ScannedField } from './object-code.ts';
import { hasHoles, keyText, literal, pathBelow, type ObjectPlace, type ScannerWriter } from './scanner-writer.ts';
import { givingsTo, onSameObject, providers, type Provided } from './provided.ts';
import { Unspliceable, type SplicedFetch } from './spliced-fetch.ts';
import { viewOf, viewsOf, type Run } from './views.ts';

export interface Assembly {
  readonly place: ObjectPlace;
  readonly type: string;
  /** The client's fields, in the operation's order. */
  readonly asked: readonly FieldShape[];
  readonly scanned: readonly ScannedField[];
  /** The code of a text that is cut of the object, for what is done once it is read. */
  readonly cut: (expression: string) => string;
}

/** Returns the object's part; at a level, the runs of each view: fields of this fetch (and of those that hang from it). */
export function assemblyCode(writer: ScannerWriter, assembly: Assembly, isLevel: boolean): string {
  const { place, type, asked, scanned } = assembly;
  if (isLevel) {
    const views = viewsOf(writer.views, place.fetch, type);
    const runs = views.flatMap((view) => view.runs.map((run) => expression(writer, assembly, { ...view, run })));
    return `return [${runs.join(',')}];`;
  }
  if (place.isCopied === true) return "return '';";
  if (asked.length === 0) return "return '{}';";
  const fields = scanned.map(({ field }) => field);
  const provided = providers(asked, givingsTo({ fetch: place.fetch, path: place.path, type, fields }));
  const run = { from: 0, to: provided.length, isWhole: true };
  return `return ${expression(writer, assembly, { provided, run })};`;
}

/** The code of a run's part: slices of the answer, as long as they can be, between texts known beforehand and holes. */
function expression(
  writer: ScannerWriter,
  { place, type, scanned, cut }: Assembly,
  { provided, run }: { readonly provided: readonly Provided[]; readonly run: Run },
): string {
  const parts: string[] = [];
  let pieces: string[] = [];
  const close = () => {
    if (pieces.length > 0) parts.push(cut(pieces.join('+')));
    pieces = [];
  };
  const addPart = (part: string) => {
    close();
    parts.push(part);
  };
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
      const hole = holeAt(writer, { place, type, provided, by }, at);
      if (hole !== null) addPart(hole);
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
      pieces.push(literal(`${comma}${keyText(field.responseName)}`));
      if (one.isPlain) pieces.push(`s.slice(v${one.number},e${one.number})`);
      else if (hasHoles({ fetch: by, path: pathBelow(place.path, one.field.key) })) addPart(`w${one.number}`);
      else pieces.push(`w${one.number}`);
    }
  }
  flush();
  if (run.isWhole) pieces.push("'}'");
  close();
  return hasHoles(place) ? `[${parts.join(',')}]` : parts.join('+');
}

interface Wanted {
  readonly place: ObjectPlace;
  readonly type: string;
  readonly provided: readonly Provided[];
  readonly by: SplicedFetch;
}

/** The hole of a child's run, at the run's first field; the fields after it are in it. */
function holeAt({ views }: ScannerWriter, { place, type, provided, by }: Wanted, at: number): string | null {
  const child = place.fetch.children.find((each) => each.path === place.path && onSameObject(each).includes(by));
  if (child === undefined) throw new Unspliceable('a field of a fetch elsewhere');
  const { first, runs } = viewOf(views, child, { type, provided });
  const index = runs.findIndex(({ from }) => from === at);
  return index === -1 ? null : `{fetch:${child.step.id},entity:u${child.step.id},run:${first + index}}`;
}

function missing(): never {
  throw new Unspliceable('a field that is not in the answer');
}
