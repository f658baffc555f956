import { getOperationAST, getVariableValues, parse, type GraphQLSchema } from 'graphql';
import { openKeeping } from '../../../../gateway/caching/keeping.ts';
import { dataText } from '../../../../gateway/execution/answer-text.ts';
import { ANONYMOUS } from '../../../../platform/actor.ts';
import type { AnswerError, Course, FetchSubgraph, Run, RunInput } from '../../../../gateway/execution/contract.ts';
import { introspector } from '../../../../gateway/execution/introspection.ts';
import { openPlannerThreads } from '../../../../gateway/execution/planning/planner-threads.ts';
import { openPlanning, type Planning } from '../../../../gateway/execution/planning/planning.ts';
import type { Program } from '../../../../gateway/execution/program.ts';
import { generalRun } from '../../../../gateway/execution/running/run.ts';
import { splicedRun, type Serving, type Tier } from '../../../../gateway/execution/splicing/spliced-run.ts';
import type { GeneratedOperation } from './write-operation.ts';

/** How our engine can run a program. `spliced` falls to the general executor at what is not as planned. */
export type TierName = 'spliced' | 'compiled' | 'interpreted';

export interface TierAnswer {
  readonly data: unknown;
  readonly paths: readonly (readonly (string | number)[])[];
  /** Data and errors, byte for byte. */
  readonly text: string;
}

/** One operation, planned once, ready to run on each tier that it can have. */
export interface TieredOperation {
  readonly program: Program;
  readonly tiers: readonly TierName[];
  readonly ask: (tier: TierName, fetch: FetchSubgraph, given?: Given) => Promise<TierAnswer>;
}

/** What one request of several may have of its own; variables of conditions are those of the operation. */
export type Given = Partial<Pick<RunInput, 'variables' | 'actor' | 'headers' | 'signal' | 'keeping'>>;

export interface Tiers {
  readonly apiSchema: GraphQLSchema;
  readonly prepared: (operation: GeneratedOperation) => Promise<TieredOperation>;
  /** How often a spliced run was spliced to its end, or handed over. */
  readonly served: ReadonlyMap<Tier, number>;
  /** How many were served as one with others, and how that went. */
  readonly servedTogether: ReadonlyMap<Course, number>;
  readonly close: () => Promise<void>;
}

/** Opens a supergraph for the parts of our engine, each of which is then asked on its own. */
export async function openTiers(supergraphSdl: string): Promise<Tiers> {
  const planning = await openPlanning({
    supergraphSdl,
    deadlineMs: 60_000,
    threads: openPlannerThreads({ spares: 0 }),
  });
  const served = new Map<Tier, number>();
  const servedTogether = new Map<Course, number>();
  const counts: Counts = {
    served: (tier) => served.set(tier, (served.get(tier) ?? 0) + 1),
    servedTogether: (requests, course) => servedTogether.set(course, (servedTogether.get(course) ?? 0) + requests),
  };
  return {
    apiSchema: planning.apiSchema,
    prepared: (operation) => tiered(planning, operation, counts),
    served,
    servedTogether,
    close: planning.close,
  };
}

type Counts = Omit<Serving, 'together'>;

async function tiered(planning: Planning, asked: GeneratedOperation, counts: Counts): Promise<TieredOperation> {
  const document = parse(asked.query);
  const definition = getOperationAST(document, asked.operationName);
  if (!definition) throw new Error('A generated document has its operation.');
  const operationName = definition.name?.value;
  const names = planning.conditionsOf(document, operationName);
  const { variables } = asked;
  const { coerced, errors = [] } = getVariableValues(
    planning.apiSchema,
    definition.variableDefinitions ?? [],
    variables,
  );
  if (coerced === undefined) throw new Error(`The variables are not valid: ${errors.join('\n')}`);
  const conditions = Object.fromEntries(names.map((name) => [name, coerced[name] === true]));
  const program = await planning.programOf({ document, operationName, conditions });
  const runs = runsOf(program, counts);
  const introspect = introspector(planning.apiSchema, { document, definition, shape: program.shape });
  const introspection = introspect?.(variables) ?? {};
  return {
    program,
    tiers: [...runs.keys()],
    ask: (tier, fetch, given) => answered(runs.get(tier), { variables, fetch, introspection, ...given }),
  };
}

function runsOf(program: Program, counts: Counts): ReadonlyMap<TierName, Run> {
  const general = generalRun(program, { codeGeneration: true });
  const interpreted = generalRun(program, { codeGeneration: false });
  const runs = new Map<TierName, Run>([
    ['compiled', general],
    ['interpreted', interpreted],
  ]);
  const spliced = splicedRun(program, general, { together: 16, ...counts });
  if (spliced !== null) runs.set('spliced', spliced);
  return runs;
}

async function answered(
  run: Run | undefined,
  given: Given & Pick<RunInput, 'variables' | 'fetch' | 'introspection'>,
): Promise<TierAnswer> {
  if (run === undefined) throw new Error('The operation has no such tier.');
  const { signal } = new AbortController();
  const { data, errors } = await run({
    headers: {},
    signal,
    actor: ANONYMOUS,
    unreadable,
    keeping: openKeeping(),
    ...given,
  });
  const text = dataText(data);
  return {
    data: JSON.parse(text),
    paths: errors.map(({ path }) => path ?? []),
    text: `${text} ${JSON.stringify(errors)}`,
  };
}

function unreadable(subgraph: string, detail: string): AnswerError {
  return { message: `${subgraph}: ${detail}`, extensions: { serviceName: subgraph, code: 'UNREADABLE' } };
}
