import type { AnswerShape, Program, Requirement } from '../program.ts';
import { orderedSteps } from './ordered-steps.ts';
import { isRepresented, requirementsFor, type TypedObject } from './requirements.ts';
import { Unspliceable, type SplicedFetch } from './spliced-fetch.ts';

/**
 * How answers are joined: each fetch of entities hangs from the one whose answer holds all that represents them.
 *
 * @throws Unspliceable
 */
export function splicePlan(program: Program): readonly SplicedFetch[] {
  if (asksIntrospection(program)) throw new Unspliceable('introspection');
  const planned: SplicedFetch[] = [];
  for (const { step, before } of orderedSteps(program.step, [])) {
    if (step.inputRewrites.length + step.outputRewrites.length > 0) throw new Unspliceable('rewrites');
    const path = keysOf(step.path);
    if (step.requires === null && path !== '') throw new Unspliceable('root fields below the root');
    const done = planned.filter((fetch) => before.includes(fetch.step));
    const parent = step.requires === null ? null : parentOf(done, path, step.requires);
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
 * The fetch whose answer holds what represents the objects of a path: all of them rather than some, as objects below
 * different types may have different fields; and without what represented them when that answer was asked, if possible.
 */
function parentOf(done: readonly SplicedFetch[], path: string, requires: readonly Requirement[]): SplicedFetch {
  for (const isWhole of [true, false]) {
    for (const withKept of [false, true]) {
      const found = done.find((fetch) => {
        const objects = objectsAt(fetch, path).filter(({ type }) => requirementsFor(requires, type).length > 0);
        const represented = objects.filter((object) => isRepresented(requires, object, withKept));
        return represented.length > 0 && (!isWhole || represented.length === objects.length);
      });
      if (found === undefined) continue;
      found.isKept ||= withKept;
      return found;
    }
  }
  throw new Unspliceable('a representation of several answers');
}

/** What a fetch's answer holds at a path of the whole data, of each type below each type. */
function objectsAt(fetch: SplicedFetch, path: string): readonly TypedObject[] {
  const shapes = shapesAt(fetch, path);
  return shapes.flatMap(({ fields }) => [...fields].map(([type, keys]) => ({ fetch, path, type, fields: keys })));
}

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
