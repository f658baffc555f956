import type { RunInput, RunResult } from '../contract.ts';
import { late } from '../late.ts';
import type { Program } from '../program.ts';
import { compileProjector } from './compile-projector.ts';
import { gather, preparedSteps } from './fetching.ts';
import { gathering, type Received } from './gathering.ts';
import { project } from './project.ts';
import { placedErrors } from './subgraph-errors.ts';

/** Runs a program of any kind, going on from what was received if something was. */
export type GeneralRun = (input: RunInput, received?: Received) => Promise<RunResult>;

/**
 * The general executor. The answer is written by compiled code as long as it is plainly valid, and otherwise (or where
 * code generation is forbidden) by the projector that knows every rule. What it runs is made when it first runs.
 */
export function generalRun(program: Program, { codeGeneration }: { readonly codeGeneration: boolean }): GeneralRun {
  const steps = late(() => (program.step === null ? null : preparedSteps(program.step)));
  const projector = late(() => (codeGeneration && !program.forbids ? compileProjector(program.shape) : null));
  return async (input, received) => {
    const run = gathering(program, input, received);
    const step = steps.get();
    if (step !== null) await projector.during(gather(run, step));
    if (run.unplaced.length === 0 && run.failures.isEmpty()) {
      const data = projector.get()?.(run.root);
      if (data !== undefined) return { data: { kind: 'text', text: data }, errors: [] };
    }
    const told = placedErrors(run);
    const { shape } = program;
    const { root, failures } = run;
    const { data, errors } = project({ root, shape, failures, introspection: input.introspection, told });
    return { data: { kind: 'text', text: data }, errors: [...told, ...errors] };
  };
}
