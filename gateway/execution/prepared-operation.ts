import { performance } from 'node:perf_hooks';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { operationAccess } from '../authorisation/operation-access.ts';
import type { ReadSupergraph } from '../authorisation/stripped.ts';
import { operationCost } from '../limits/cost/operation-cost.ts';
import type { DocumentLimits } from '../limits/document-limits.ts';
import type { Run } from './contract.ts';
import { withSource } from './event-source.ts';
import { introspector } from './introspection.ts';
import { operationOf, type Operation, type OperationSource } from './operation.ts';
import type { Planning } from './planning/planning.ts';
import type { Program } from './program.ts';
import { generalRun } from './running/run.ts';
import { splicedRun, type Serving } from './splicing/spliced-run.ts';

export interface PreparationOptions extends Serving {
  /** The most that an operation may ask. */
  readonly limits: DocumentLimits;
  readonly codeGeneration: boolean;
  /** Whether an operation that its caller may not have whole is refused; else what is forbidden is null. */
  readonly rejectsUnauthorised: boolean;
  /** Told how long each planning took, and whether it ended with a program. */
  readonly planned?: (ms: number, isRefused: boolean) => void;
}

/** With what operations are prepared. */
export interface Preparing extends Pick<ReadSupergraph, 'requirements' | 'costs'> {
  readonly planning: Planning;
  readonly options: PreparationOptions;
  readonly underWay: Set<Promise<Run>>;
}

/** An operation whose programs are planned and compiled when they are asked for. */
export function preparedOperation(
  { planning, requirements, costs, options, underWay }: Preparing,
  { document, definition }: { document: DocumentNode; definition: OperationDefinitionNode },
): Operation {
  const operationName = definition.name?.value;
  const conditions = planning.conditionsOf(document, operationName);
  const schema = planning.apiSchema;
  const access = operationAccess({ document, definition, schema }, requirements);
  const { cost: maximumCost, listSize } = options.limits;
  const cost = operationCost({ document, definition, schema }, { costs, listSize });
  const rejects = options.rejectsUnauthorised;
  const source = { document, definition, schema, conditions, access, rejects, cost, maximumCost };
  return operationOf(source, (values, rights) => {
    const run = compiled({ planning, options }, { ...source, values, rights });
    underWay.add(run);
    const done = () => underWay.delete(run);
    run.then(done, done);
    return run;
  });
}

async function compiled(
  { planning, options }: { planning: Planning; options: PreparationOptions },
  asked: OperationSource & { readonly values: Readonly<Record<string, boolean>>; readonly rights: string },
): Promise<Run> {
  const { document, definition, values, access, rights } = asked;
  const operationName = definition.name?.value;
  const planned = planning.programOf({ ...access.permitted(rights), operationName, conditions: values });
  const program = await timed(planned, options.planned);
  const run = withSource(runOf(program, options), program);
  const introspect = introspector(planning.apiSchema, { document, definition, shape: program.shape });
  if (introspect === null) return run;
  return (input) => run({ ...input, introspection: introspect(input.variables) });
}

async function timed(program: Promise<Program>, tell: PreparationOptions['planned']): Promise<Program> {
  const startedAt = performance.now();
  try {
    const made = await program;
    tell?.(performance.now() - startedAt, false);
    return made;
  } catch (error) {
    tell?.(performance.now() - startedAt, true);
    throw error;
  }
}

/** The fastest run of a program: by splicing where that is possible, which needs generated code. */
function runOf(program: Program, options: PreparationOptions): Run {
  const { codeGeneration } = options;
  const general = generalRun(program, { codeGeneration });
  const spliced = codeGeneration ? splicedRun(program, general, options) : null;
  if (spliced !== null) return spliced;
  return (input) => {
    options.served('general');
    return general(input);
  };
}
