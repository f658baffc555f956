import type { MakeRun } from '../contract.ts';
import { compileProjector } from './compile-projector.ts';
import { gather, gathering, placedErrors, preparedSteps } from './fetching.ts';
import { project } from './project.ts';

/**
 * The general executor: runs any program. The answer is written by compiled code as long as it is plainly valid, and
 * otherwise (or where code generation is forbidden) by the projector that knows every rule.
 */
export const makeRun: MakeRun = (program, { codeGeneration }) => {
  const step = program.step === null ? null : preparedSteps(program.step);
  const compiled = codeGeneration ? compileProjector(program.shape) : null;
  return async (input) => {
    const run = gathering(program, input);
    if (step !== null) await gather(run, step);
    if (compiled !== null && run.unplaced.length === 0 && run.failures.isEmpty()) {
      const data = compiled(run.root);
      if (data !== undefined) return { data, errors: [] };
    }
    const told = placedErrors(run);
    const { shape } = program;
    const { root, failures } = run;
    const { data, errors } = project({ root, shape, failures, introspection: input.introspection, told });
    return { data, errors: [...told, ...errors] };
  };
};
