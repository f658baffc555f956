import type { AnswerError, RunInput } from '../contract.ts';
import type { FetchStep, Program, Step } from '../program.ts';
import { openFailures, type Failures } from './failures.ts';
import { MAX_PLACES, pathsBelow, placesAt, type Path } from './places.ts';
import { preparedFetch, type PreparedFetch } from './prepared-fetch.ts';
import { representationsOf } from './representations.ts';
import { rewrite } from './rewrites.ts';
import { readAnswer, type SubgraphError } from './subgraph-answer.ts';
import { mergeInto, objectsAt, type Tree } from './tree.ts';

/** A program's steps with all that does not depend on a request. */
export type PreparedStep =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly PreparedStep[] }
  | { readonly kind: 'fetch'; readonly fetch: PreparedFetch };

export function preparedSteps(step: Step): PreparedStep {
  if (step.kind === 'fetch') return { kind: 'fetch', fetch: preparedFetch(step) };
  return { kind: step.kind, steps: step.steps.map(preparedSteps) };
}

/** One run under way. */
export interface Gathering {
  readonly program: Program;
  readonly input: RunInput;
  /** The data by canonical keys: fetches add to it. */
  readonly root: Tree;
  readonly failures: Failures;
  /** Errors of subgraphs, placed once all the data is there, as places depend on types. */
  readonly unplaced: Unplaced[];
}

interface Unplaced {
  readonly step: FetchStep;
  readonly error: AnswerError;
  /** The objects that an entity's answer was for; `null` for the root's. */
  readonly targets: readonly Tree[] | null;
  /** Canonical path below the target; `null` when the subgraph does not say where. */
  readonly path: Path | null;
}

export function gathering(program: Program, input: RunInput): Gathering {
  return { program, input, root: {}, failures: openFailures(), unplaced: [] };
}

/** Runs the steps: what can be asked at the same time is. */
export async function gather(of: Gathering, step: PreparedStep): Promise<void> {
  if (step.kind === 'fetch') {
    await gatherFetch(of, step.fetch);
  } else if (step.kind === 'parallel') {
    await Promise.all(step.steps.map((each) => gather(of, each)));
  } else {
    for (const each of step.steps) await gather(of, each);
  }
}

async function gatherFetch(of: Gathering, fetch: PreparedFetch): Promise<void> {
  const { step } = fetch;
  if (step.requires === null) {
    const answer = await asked(of, fetch, null);
    received(of, { fetch, answer, targets: [[rootOf(of, step)]], isRoot: true });
    return;
  }
  const { interfaces } = of.program;
  const { texts, targets } = representationsOf(
    { requires: step.requires, inputRewrites: step.inputRewrites, interfaces },
    objectsAt(of.root, step.path),
    (target, incomplete) => {
      of.failures.inherit(target, incomplete, fetch.keysOf(typeNameOf(target)));
    },
  );
  if (texts.length === 0) return;
  const answer = await asked(of, fetch, texts);
  received(of, { fetch, answer, targets, isRoot: false });
}

/** Root fields asked below the root (a mutation's answer) go to the object at the path. */
function rootOf(of: Gathering, step: FetchStep): Tree {
  return objectsAt(of.root, step.path)[0] ?? of.root;
}

type Answer =
  | { readonly kind: 'data'; readonly data: Tree | null; readonly errors: readonly SubgraphError[] }
  | { readonly kind: 'failed'; readonly error: AnswerError };

async function asked(of: Gathering, { step, body }: PreparedFetch, texts: readonly string[] | null): Promise<Answer> {
  const { fetch, headers, signal, variables, unreadable } = of.input;
  const { subgraph, operation } = step;
  const reply = await fetch({ subgraph, operation, body: body(variables, texts), headers, signal });
  if (reply.kind === 'failed') return reply;
  const answer = readAnswer(reply.body, texts === null ? null : texts.length);
  if (answer.kind === 'unreadable') return { kind: 'failed', error: unreadable(subgraph, answer.detail) };
  return { kind: 'data', data: answer.data, errors: answer.errors };
}

interface Received {
  readonly fetch: PreparedFetch;
  readonly answer: Answer;
  readonly targets: readonly (readonly Tree[])[];
  readonly isRoot: boolean;
}

function received(of: Gathering, { fetch, answer, targets, isRoot }: Received): void {
  if (answer.kind === 'failed') {
    failAll(of, fetch, { targets: targets.flat(), error: answer.error, isTold: false });
    return;
  }
  const { data, errors } = answer;
  if (data !== null) {
    const { outputRewrites } = fetch.step;
    const results = isRoot ? [data] : (data['_entities'] as (Tree | null)[]);
    if (outputRewrites.length > 0) rewrite(results, outputRewrites);
    targets.forEach((objects, at) => {
      const result = results[at];
      if (result === null || result === undefined) return;
      for (const object of objects) mergeEntity(of, fetch, { object, result });
    });
  }
  if (errors.length > 0) tell(of, { fetch, targets, isRoot }, { data, errors });
}

/** An answer about an object of another type is not about the one that was asked. */
function mergeEntity(of: Gathering, fetch: PreparedFetch, { object, result }: { object: Tree; result: Tree }): void {
  const { interfaces } = of.program;
  const [known, given] = [typeNameOf(object), typeNameOf(result)];
  const isSame = known === undefined || given === undefined || known === given;
  if (isSame || interfaces.has(known) || interfaces.has(given)) {
    mergeInto(object, result, interfaces);
    return;
  }
  const error = of.input.unreadable(fetch.step.subgraph, 'an entity of another type than asked');
  failAll(of, fetch, { targets: [object], error, isTold: false });
}

function typeNameOf(tree: Tree): string | undefined {
  const name = tree['__typename'];
  return typeof name === 'string' ? name : undefined;
}

function failAll(
  of: Gathering,
  fetch: PreparedFetch,
  { targets, error, isTold }: { targets: readonly Tree[]; error: AnswerError; isTold: boolean },
): void {
  for (const object of targets) {
    of.failures.add(object, { error, keys: fetch.keysOf(typeNameOf(object)), isTold });
  }
}

/** Keeps the errors of an answer for their places; those of a whole entity, or of everything, explain what is missing. */
function tell(
  of: Gathering,
  { fetch, targets, isRoot }: Omit<Received, 'answer'>,
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
    } else if (place?.rest.length === 0) {
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
  { fetch, targets, isRoot }: Omit<Received, 'answer'>,
): { readonly targets: readonly Tree[]; readonly rest: Path } | undefined {
  const rest = (isRoot ? path : path.slice(2)).map((key) => fetch.renamed.get(String(key)) ?? key);
  if (isRoot) return { targets: targets.flat(), rest };
  const [field, index] = path;
  const objects = field === '_entities' && typeof index === 'number' ? targets[index] : undefined;
  if (objects !== undefined) return { targets: objects, rest };
  return field === '_entities' ? { targets: targets.flat(), rest: [] } : undefined;
}

/** The errors of subgraphs where the client reads them, in the plan's order. */
export function placedErrors({ program, root, unplaced }: Gathering): readonly AnswerError[] {
  const ordered = [...unplaced].sort((one, other) => one.step.id - other.step.id);
  return ordered.flatMap(({ step, error, targets, path }) => {
    if (path === null) return [error];
    const places = placesAt({ tree: root, shape: program.shape }, step.path);
    const wanted = targets === null ? places : places.filter(({ value }) => targets.includes(value as Tree));
    const paths = wanted.flatMap((place) => pathsBelow(place, path)).slice(0, MAX_PLACES);
    const distinct = new Map(paths.map((each) => [JSON.stringify(each), each]));
    return [...distinct.values()].map((each) => (each.length === 0 ? error : { ...error, path: each }));
  });
}
