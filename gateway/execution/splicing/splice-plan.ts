import type { AnswerField, AnswerShape, FetchStep, FieldShape, Program, Requirement } from '../program.ts';
import { orderedSteps } from './ordered-steps.ts';

/** Why a program is left to the general executor. */
export class Unspliceable extends Error {}

/** One fetch, and where what it gives goes. */
export interface SplicedFetch {
  readonly step: FetchStep;
  /** Canonical keys that lead to its objects, lists left out. */
  readonly path: string;
  /** The fetch in whose answer its representations are found; `null` for one of root fields. */
  readonly parent: SplicedFetch | null;
  /** Fetches whose representations are in its answer, by path. */
  readonly children: SplicedFetch[];
  /** What represents its objects is needed again, to represent them for one of its children. */
  isKept: boolean;
}

/**
 * How answers are joined: each fetch of entities hangs from the one whose answer holds all that represents them.
 *
 * @throws Unspliceable
 */
export function splicePlan(program: Program): readonly SplicedFetch[] {
  if (program.operation !== 'query') throw new Unspliceable('a mutation');
  if (asksIntrospection(program)) throw new Unspliceable('introspection');
  const planned: SplicedFetch[] = [];
  for (const { step, before } of orderedSteps(program.step, [])) {
    if (step.inputRewrites.length + step.outputRewrites.length > 0) throw new Unspliceable('rewrites');
    const path = keysOf(step.path);
    if (step.requires === null && path !== '') throw new Unspliceable('root fields below the root');
    const done = planned.filter((fetch) => before.includes(fetch.step));
    const parent = step.requires === null ? null : parentOf(done, step, step.requires);
    const fetch: SplicedFetch = { step, path, parent, children: [], isKept: false };
    parent?.children.push(fetch);
    planned.push(fetch);
  }
  return planned;
}

function asksIntrospection({ shape }: Program): boolean {
  return [...shape.fields.values()].flat().some(({ kind }) => kind === 'introspection');
}

/** A path as text: lists are gone through wherever they are. */
export function keysOf(path: readonly string[]): string {
  return path.filter((key) => key !== '@').join('.');
}

/**
 * The fetch whose answer holds what represents the objects of a step; perhaps together with what represented these
 * objects when that fetch was made.
 */
function parentOf(done: readonly SplicedFetch[], step: FetchStep, requires: readonly Requirement[]): SplicedFetch {
  const path = keysOf(step.path);
  const whole = done.find((fetch) => represents(fetch, { path, requires }, () => false));
  if (whole !== undefined) return whole;
  const found = done.find((fetch) =>
    represents(fetch, { path, requires }, (type, field) => keptFields(fetch, path, type).includes(field.name)),
  );
  if (found === undefined) throw new Unspliceable('a representation of several answers');
  found.isKept = true;
  return found;
}

function represents(
  fetch: SplicedFetch,
  { path, requires }: { readonly path: string; readonly requires: readonly Requirement[] },
  isKept: (type: string, field: FieldRequirement) => boolean,
): boolean {
  const types = shapesAt(fetch, path).flatMap((shape) => [...shape.fields]);
  const asked = types.filter(([type]) => requirementsFor(requires, type).length > 0);
  return (
    asked.length > 0 &&
    asked.every(([type, fields]) => {
      const left = requirementsFor(requires, type).filter((field) => !isKept(type, field) || hasKey(fields, field));
      return holds(fields, left);
    })
  );
}

function hasKey(fields: readonly AnswerField[], { name }: FieldRequirement): boolean {
  return fields.some(({ key }) => key === name);
}

/** The fields without fields of their own that represent a fetch's own objects of one type, in their order. */
export function keptFields(fetch: SplicedFetch, path: string, type: string): readonly string[] {
  const { requires } = fetch.step;
  if (requires === null || fetch.path !== path) return [];
  const plain = requirementsFor(requires, type).filter(({ selections }) => selections === null);
  return plain.map(({ name }) => name).filter((name) => name !== '__typename');
}

/** What a fetch's answer holds at a path of the whole data. */
function shapesAt({ step, path }: SplicedFetch, wanted: string): readonly AnswerShape[] {
  if (wanted === path) return [step.answer];
  const prefix = path === '' ? '' : `${path}.`;
  if (!wanted.startsWith(prefix)) return [];
  let shapes: readonly AnswerShape[] = [step.answer];
  for (const key of wanted.slice(prefix.length).split('.')) {
    const fields = shapes.flatMap((shape) => [...shape.fields.values()].flat()).filter((field) => field.key === key);
    shapes = fields.flatMap(({ below }) => (below === null ? [] : [below]));
  }
  return shapes;
}

export type FieldRequirement = Extract<Requirement, { kind: 'field' }>;

/** The fields that represent an object of one type, each once, in their order; `__typename` is known. */
export function requirementsFor(requirements: readonly Requirement[], type: string): readonly FieldRequirement[] {
  const fields = new Map<string, FieldRequirement>();
  const visit = (selections: readonly Requirement[]): void => {
    for (const each of selections) {
      if (each.kind === 'fragment') {
        if (each.types.has(type)) visit(each.selections);
      } else if (!fields.has(each.name)) fields.set(each.name, each);
      else if (each.selections !== null) throw new Unspliceable('a requirement in two parts');
    }
  };
  visit(requirements);
  return [...fields.values()];
}

function holds(fields: readonly AnswerField[], requirements: readonly FieldRequirement[]): boolean {
  return requirements.every(({ name, selections }) => {
    if (name === '__typename') return true;
    const field = fields.find(({ key }) => key === name);
    if (field === undefined) return false;
    if (selections === null) return field.below === null;
    if (field.below === null) return false;
    return [...field.below.fields].every(([type, inner]) => holds(inner, requirementsFor(selections, type)));
  });
}

/** Which of the fetches on one object gives each of the client's fields. */
export interface Provided {
  readonly field: Exclude<FieldShape, { kind: 'introspection' | 'forbidden' }>;
  /** `null` when it is known: `__typename`. */
  readonly by: SplicedFetch | null;
}

/** The client's fields of the objects of one type at a path, each with the first fetch that gives it. */
export function providers(
  fields: readonly FieldShape[],
  { type, path, fetches }: { readonly type: string; readonly path: string; readonly fetches: readonly SplicedFetch[] },
): readonly Provided[] {
  const given = fetches.map((fetch) => ({ fetch, keys: keysGiven(fetch, { type, path }) }));
  const seen = new Set<string>();
  return fields.map((field): Provided => {
    if (field.kind === 'introspection' || field.kind === 'forbidden') throw new Unspliceable(field.kind);
    if (field.kind === 'typename') return { field, by: null };
    if (field.kind === 'object' && seen.has(field.key)) throw new Unspliceable('an object under two names');
    seen.add(field.key);
    const giving = given.filter(({ keys }) => keys.has(field.key));
    const [first] = giving;
    if (first === undefined) throw new Unspliceable('a field that no fetch gives');
    if (field.kind === 'object' && giving.length > 1) throw new Unspliceable('an object of several answers');
    return { field, by: first.fetch };
  });
}

/** The keys that a fetch gives to the objects of one type at a path. */
function keysGiven(fetch: SplicedFetch, { type, path }: { type: string; path: string }): ReadonlySet<string> {
  const { requires } = fetch.step;
  const isAsked = fetch.path !== path || requires === null || requirementsFor(requires, type).length > 0;
  if (!isAsked) return new Set();
  const [first, ...others] = shapesAt(fetch, path).flatMap(({ fields }) => {
    const keys = fields.get(type);
    return keys === undefined ? [] : [keys.map(({ key }) => key).join(' ')];
  });
  if (others.some((keys) => keys !== first)) throw new Unspliceable('objects of several selections at one path');
  return new Set(first?.split(' '));
}

/** A fetch and those that hang from it on the same objects. */
export function onSameObject(fetch: SplicedFetch, path: string): readonly SplicedFetch[] {
  const below = fetch.children.filter((child) => child.path === path);
  return [fetch, ...below.flatMap((child) => onSameObject(child, path))];
}
