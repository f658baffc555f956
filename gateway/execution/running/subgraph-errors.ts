import type { AnswerError } from '../contract.ts';
import type { Gathering } from './gathering.ts';
import { MAX_PLACES, pathsBelow, placesAt, type Path } from './places.ts';
import type { PreparedFetch } from './prepared-fetch.ts';
import type { SubgraphError } from './subgraph-answer.ts';
import { typeNameOf, type Tree } from './tree.ts';

/** One fetch, and the objects that its answer is for: one list for each representation, or the root alone. */
export interface Asked {
  readonly fetch: PreparedFetch;
  readonly targets: readonly (readonly Tree[])[];
  readonly isRoot: boolean;
}

/** Remembers why objects lack what a fetch was to give them. */
export function failAll(
  of: Gathering,
  fetch: PreparedFetch,
  { targets, error, isTold }: { targets: readonly Tree[]; error: AnswerError; isTold: boolean },
): void {
  for (const object of targets) {
    of.failures.add(object, { error, keys: fetch.keysOf(typeNameOf(object)), isTold });
  }
}

/** Keeps the errors of an answer for their places; those of a whole entity, or of everything, explain what is missing. */
export function tell(
  of: Gathering,
  { fetch, targets, isRoot }: Asked,
  { data, errors }: { data: Tree | null; errors: readonly SubgraphError[] },
): void {
  const { step } = fetch;
  const everywhere = targets.flat();
  let isExplained = false;
  for (const { message, path, extensions } of errors) {
    const error = { message, extensions: { ...extensions, serviceName: step.subgraph } };
    const place = path === undefined ? undefined : placeOf(path, { fetch, targets, isRoot });
    if (place === undefined && data === null && !isExplained) {
      failAll(of, fetch, { targets: everywhere, error, isTold: false });
      isExplained = true;
    } else if (place?.rest.length === 0 && isNulled(data, path)) {
      failAll(of, fetch, { targets: place.targets, error, isTold: false });
    } else {
      of.unplaced.push({ step, error, targets: isRoot ? null : (place?.targets ?? null), path: place?.rest ?? null });
      if (place !== undefined)
        failAll(of, fetch, { targets: isNulled(data, path) ? place.targets : [], error, isTold: true });
    }
  }
}

/** Whether the error took the whole entity, or the whole answer, with it. */
function isNulled(data: Tree | null, path: Path | undefined): boolean {
  if (data === null) return true;
  const entities = data['_entities'];
  const index = path?.[1];
  return path?.[0] === '_entities' && Array.isArray(entities) && typeof index === 'number' && entities[index] === null;
}

function placeOf(
  path: Path,
  { fetch, targets, isRoot }: Asked,
): { readonly targets: readonly Tree[]; readonly rest: Path } | undefined {
  const rest = (isRoot ? path : path.slice(2)).map((key) => fetch.renamed.get(String(key)) ?? key);
  if (isRoot) return { targets: targets.flat(), rest };
  const [field, index] = path;
  const objects = field === '_entities' && typeof index === 'number' ? targets[index] : undefined;
  if (objects !== undefined) return { targets: objects, rest };
  return field === '_entities' && index === undefined ? { targets: targets.flat(), rest: [] } : undefined;
}

/** The errors of subgraphs where the client reads them, in the plan's order. */
export function placedErrors({ program, root, unplaced }: Gathering): readonly AnswerError[] {
  const ordered = [...unplaced].sort((one, other) => one.step.id - other.step.id);
  return ordered.flatMap(({ step, error, targets, path }) => {
    if (path === null) return [error];
    const places = placesAt({ tree: root, shape: program.shape }, step.path);
    const wanted = targets === null ? places : places.filter(({ value }) => targets.includes(value as Tree));
    const paths = pathsBelow(wanted, path).slice(0, MAX_PLACES);
    const distinct = new Map(paths.map((each) => [JSON.stringify(each), each]));
    if (distinct.size === 0) return [error];
    return [...distinct.values()].map((each) => (each.length === 0 ? error : { ...error, path: each }));
  });
}
