import type { FetchStep, Step } from '../program.ts';

/** One fetch of a plan. */
export interface OrderedStep {
  readonly step: FetchStep;
  /** The fetches that are over when it begins. */
  readonly before: readonly FetchStep[];
}

/** Every fetch, in the plan's order, with those before it. */
export function orderedSteps(step: Step | null, before: readonly FetchStep[]): readonly OrderedStep[] {
  if (step === null) return [];
  if (step.kind === 'fetch') return [{ step, before }];
  if (step.kind === 'parallel') return step.steps.flatMap((each) => orderedSteps(each, before));
  const over = [...before];
  return step.steps.flatMap((each) => {
    const ordered = orderedSteps(each, [...over]);
    over.push(...ordered.map((one) => one.step));
    return ordered;
  });
}

/** Every fetch, in the plan's order. */
export function fetchSteps(step: Step | null): readonly FetchStep[] {
  if (step === null) return [];
  return step.kind === 'fetch' ? [step] : step.steps.flatMap(fetchSteps);
}
