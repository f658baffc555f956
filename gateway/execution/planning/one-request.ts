import { entitiesOf } from '../fusing/entities-query.ts';
import type { FetchStep, Step } from '../program.ts';

/** Subgraphs bound the root fields of a request: more fetches than this are several requests. */
const MAX_FETCHES = 8;

/** A step of a parallel one, taken apart: the fetch it begins with, and what comes after it. */
interface Branch {
  readonly step: Step;
  readonly first: FetchStep | null;
  readonly after: readonly Step[];
}

/**
 * The same plan, where fetches of entities that begin at the same time in one subgraph are asked in one request. Those
 * that something waits for are not put with those that nothing waits for: nothing begins later than before because
 * another part of the request is slow, but what waits for such a part itself.
 */
export function withOneRequest(step: Step): Step {
  if (step.kind === 'fetch') return step;
  if (step.kind === 'sequence') return { kind: 'sequence', steps: step.steps.map(withOneRequest) };
  const branches = step.steps.flatMap(parallelSteps).map(branchOf);
  const groups = new Map<string, Branch[]>();
  const steps: Step[] = [];
  for (const branch of branches) {
    const key = groupKey(branch);
    if (key === null) steps.push(withOneRequest(branch.step));
    else groups.set(key, [...(groups.get(key) ?? []), branch]);
  }
  for (const group of groups.values()) {
    for (let at = 0; at < group.length; at += MAX_FETCHES) steps.push(together(group.slice(at, at + MAX_FETCHES)));
  }
  const [only] = steps;
  return steps.length === 1 && only !== undefined ? only : { kind: 'parallel', steps };
}

function parallelSteps(step: Step): readonly Step[] {
  return step.kind === 'parallel' ? step.steps.flatMap(parallelSteps) : [step];
}

function branchOf(step: Step): Branch {
  if (step.kind === 'fetch') return { step, first: step, after: [] };
  const [first, ...after] = step.steps;
  return { step, first: first?.kind === 'fetch' ? first : null, after };
}

/** Branches with the same one begin with fetches that can be one request. */
function groupKey({ first, after }: Branch): string | null {
  return first === null || entitiesOf(first) === null ? null : `${first.subgraph} ${after.length > 0}`;
}

function together(group: readonly Branch[]): Step {
  const [only, ...others] = group;
  if (only !== undefined && others.length === 0) return withOneRequest(only.step);
  const fetches = group.flatMap(({ first }) => first ?? []);
  const request: Step = { kind: 'parallel', steps: fetches, isOneRequest: true };
  const rests = group.flatMap(({ after }) => (after.length > 0 ? [sequence(after)] : []));
  return rests.length === 0 ? request : sequence([request, withOneRequest({ kind: 'parallel', steps: rests })]);
}

function sequence(steps: readonly Step[]): Step {
  const [only] = steps;
  return steps.length === 1 && only !== undefined ? only : { kind: 'sequence', steps };
}
