import type { AnswerField, Requirement } from '../program.ts';
import { Unspliceable, type SplicedFetch } from './spliced-fetch.ts';

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

/** The fields that represent a fetch's own objects of one type, in their order. */
export function keptFields(
  { step, path }: SplicedFetch,
  at: { readonly path: string; readonly type: string },
): readonly FieldRequirement[] {
  if (step.requires === null || path !== at.path) return [];
  return requirementsFor(step.requires, at.type).filter(({ name }) => name !== '__typename');
}

/** An object of one type in a fetch's answer. */
export interface TypedObject {
  readonly fetch: SplicedFetch;
  readonly path: string;
  readonly type: string;
  readonly fields: readonly AnswerField[];
}

/**
 * Whether an answer holds all that represents an object for another fetch of its path; perhaps together with what
 * represented it when that answer was asked (`withKept`).
 */
export function isRepresented(requires: readonly Requirement[], object: TypedObject, withKept: boolean): boolean {
  const { fetch, type, fields } = object;
  const required = requirementsFor(requires, type);
  const kept = withKept ? keptFields(fetch, object) : [];
  const isKept = (one: FieldRequirement): boolean => kept.some((other) => areSame(one, other));
  const left = required.filter((one) => !isKept(one) || fields.some(({ key }) => key === one.name));
  return required.length > 0 && holds(fields, left);
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

/** Whether two requirements are written alike for every object. */
function areSame(one: Requirement, other: Requirement): boolean {
  if (one.kind === 'field') {
    return other.kind === 'field' && one.name === other.name && areAllSame(one.selections, other.selections);
  }
  if (other.kind === 'field' || one.types.size !== other.types.size) return false;
  return [...one.types].every((type) => other.types.has(type)) && areAllSame(one.selections, other.selections);
}

function areAllSame(ones: readonly Requirement[] | null, others: readonly Requirement[] | null): boolean {
  if (ones === null || others === null) return ones === others;
  return ones.length === others.length && ones.every((one, at) => others[at] !== undefined && areSame(one, others[at]));
}
