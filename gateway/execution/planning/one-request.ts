import { entitiesOf } from '../fusing/entities-query.ts';
import type { FetchStep, Step } from '../program.ts';

/** Subgraphs bound the root fields of a request: more fetches than this are several requests. */
const MAX_FETCHES = 8;

/**
 * The same plan, where fetches of entities that begin at the same time in one subgraph may be asked in one request. Those
 * that something waits for are left alone: nothing begins later than before because another part of a request is slow.
 */
export function withOneRequest(step: Step): Step {
  if (step.kind === 'fetch') return step;
  if (step.kind === 'sequence') return { kind: 'sequence', steps: step.steps.map(withOneRequest) };
  const steps: Step[] = [];
  const groups = new Map<string, FetchStep[]>();
  for (const each of step.steps.flatMap(parallelSteps)) {
    if (each.kind !== 'fetch' || entitiesOf(each) === null) steps.push(withOneRequest(each));
    else groups.set(each.subgraph, [...(groups.get(each.subgraph) ?? []), each]);
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

function together(fetches: readonly FetchStep[]): Step {
  const [only] = fetches;
  return fetches.length === 1 && only !== undefined ? only : { kind: 'parallel', steps: fetches, isOneRequest: true };
}
