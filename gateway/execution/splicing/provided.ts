import type { AnswerField, FieldShape } from '../program.ts';
import { isRepresented, requirementsFor, type TypedObject } from './requirements.ts';
import { Unspliceable, type SplicedFetch } from './spliced-fetch.ts';

/** Which of the fetches on one object gives each of the client's fields. */
export interface Provided {
  readonly field: Exclude<FieldShape, { kind: 'introspection' | 'forbidden' }>;
  /** `null` when it is known: `__typename`. */
  readonly by: SplicedFetch | null;
}

/** What one fetch gives to an object. */
type Giving = Pick<TypedObject, 'fetch' | 'fields'>;

/** The fetches that hang from an object's own on the object itself, and for which it is represented. */
export function childrenOn(object: TypedObject): readonly SplicedFetch[] {
  const { fetch, path } = object;
  const here = fetch.children.filter((child) => child.path === path);
  return here.filter(({ step }) => isRepresented(step.requires ?? [], object, fetch.isKept));
}

/** What an object's own fetch gives to it, and all those for which it is represented. */
export function givingsTo(object: TypedObject): readonly Giving[] {
  const { path, type } = object;
  const below = childrenOn(object).flatMap((fetch) =>
    givingsTo({ fetch, path, type, fields: fetch.step.answer.fields.get(type) ?? [] }),
  );
  return [object, ...below];
}

/** The client's fields of an object, each with the first fetch that gives it. */
export function providers(asked: readonly FieldShape[], givings: readonly Giving[]): readonly Provided[] {
  const seen = new Set<string>();
  return asked.map((field): Provided => {
    if (field.kind === 'introspection' || field.kind === 'forbidden') throw new Unspliceable(field.kind);
    if (field.kind === 'typename') return { field, by: null };
    if (field.kind === 'object' && seen.has(field.key)) throw new Unspliceable('an object under two names');
    seen.add(field.key);
    const first = givings.find(({ fields }) => has(fields, field.key));
    if (first === undefined) throw new Unspliceable('a field that no fetch gives');
    return { field, by: first.fetch };
  });
}

function has(fields: readonly AnswerField[], key: string): boolean {
  return fields.some((field) => field.key === key);
}

/** Refuses a value of several answers: the general executor takes the one that is not null. */
export function refuseSharedKeys(givings: readonly Giving[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { key, type, below, isTypename } of givings.flatMap(({ fields }) => fields)) {
    const isPlain = isTypename || (below === null && type.nonNull && type.list === null);
    if (keys.has(key) && !isPlain) throw new Unspliceable('a value of several answers');
    keys.add(key);
  }
  return keys;
}

/**
 * Refuses what the general executor would join otherwise: a value of several answers; and a fetch that hangs from other
 * objects of the path, but for which it would represent this one too.
 */
export function refuseOtherwiseJoined(object: TypedObject, all: readonly SplicedFetch[]): void {
  const givings = givingsTo(object);
  const keys = refuseSharedKeys(givings);
  for (const fetch of all) {
    if (fetch.path !== object.path || givings.some((giving) => giving.fetch === fetch)) continue;
    const required = requirementsFor(fetch.step.requires ?? [], object.type);
    if (required.length > 0 && required.every(({ name }) => name === '__typename' || keys.has(name))) {
      throw new Unspliceable('a representation of several answers');
    }
  }
}

/** A fetch and those that hang from it on the same objects. */
export function onSameObject(fetch: SplicedFetch): readonly SplicedFetch[] {
  const below = fetch.children.filter((child) => child.path === fetch.path);
  return [fetch, ...below.flatMap(onSameObject)];
}
