import type { Run, RunInput } from './contract.ts';
import type { Program } from './program.ts';
import { preparedFetch } from './running/prepared-fetch.ts';
import { fetchSteps } from './splicing/ordered-steps.ts';

/** A subscription's run tells where its events come from: its plan's first fetch. */
export function withSource(run: Run, { operation, step }: Program): Run {
  if (operation !== 'subscription' || step === null) return run;
  const [first] = fetchSteps(step);
  if (first?.operation !== 'subscription') throw new Error('The plan of a subscription begins with its events.');
  const { body } = preparedFetch(first);
  const source = { subgraph: first.subgraph, body: (variables: RunInput['variables']) => body(variables, null) };
  return Object.assign((input: RunInput) => run(input), { source });
}
