import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Program } from '../program.ts';
import { asksTooEarly } from './asked-too-early.ts';
import { conditionVariables } from './condition-variables.ts';
import { withHoistedFields } from './hoisted-fields.ts';
import { withLostFragments } from './lost-fragments.ts';
import { stepsOf } from './plan-steps.ts';
import { withOneRequest } from './one-request.ts';
import { openPlanner, UnplannedError, type Planner } from './planner.ts';
import type { PlannerThreads } from './planner-threads.ts';
import { separatedRequirements } from './required-arguments.ts';
import { restoredPlan } from './restored-plan.ts';
import { openSchemas, type Schemas } from './schemas.ts';
import { specialise, type AskedOperation } from './specialise.ts';

export interface PlanningOptions {
  readonly supergraphSdl: string;
  /** The longest that one operation may be planned, 2 s when not given. */
  readonly deadlineMs?: number;
  /** The most fields an operation may have once its fragments are expanded, 20,000 when not given. */
  readonly maxFields?: number;
  readonly threads: PlannerThreads;
}

/** Makes programs of the operations of one supergraph. */
export interface Planning {
  /** What clients see: for validation, variables and introspection. */
  readonly apiSchema: GraphQLSchema;
  /** The variables whose values choose among the programs of an operation. */
  readonly conditionsOf: (document: DocumentNode, operationName: string | undefined) => readonly string[];
  /** Of a validated document. Rejects with a French refusal (`hubError`) of what is too large or too long to plan. */
  readonly programOf: (asked: AskedOperation) => Promise<Program>;
  /** Stops the planner; programs made before remain good. */
  readonly close: () => Promise<void>;
}

/** Opens a supergraph for planning, without holding the thread that serves. Rejects when it cannot be read. */
export async function openPlanning(options: PlanningOptions): Promise<Planning> {
  const { supergraphSdl, deadlineMs = 2_000, maxFields = 20_000, threads } = options;
  const separated = separatedRequirements(supergraphSdl);
  const plannedSdl = separated?.supergraphSdl ?? supergraphSdl;
  const planner = await openPlanner({ supergraphSdl: plannedSdl, deadlineMs, threads });
  const schemas = openSchemas(plannedSdl, separated?.withoutOwnNames(planner.apiSdl) ?? planner.apiSdl);
  return {
    apiSchema: schemas.api,
    conditionsOf: conditionVariables,
    programOf: async (asked) => {
      const { operation, canonical, shape } = specialise(schemas, asked, maxFields);
      const { interfaces } = schemas;
      const forbids = (asked.forbidden?.size ?? 0) + (asked.hidden?.size ?? 0) > 0;
      if (canonical === null) return { operation, step: null, shape, interfaces, forbids };
      const sound = await soundPlan(schemas, planner, canonical);
      const plan = withLostFragments(schemas, sound, canonical);
      const step = stepsOf(schemas, separated === null ? plan : restoredPlan(schemas, separated, plan));
      if (step === null) throw new Error('No subgraph can give what the operation asks, though the supergraph has it.');
      return { operation, step: withOneRequest(step), shape, interfaces, forbids };
    },
    close: planner.close,
  };
}

/** The planner's plan or, where it finds none or one that would be answered wrongly, one across interface objects. */
async function soundPlan(schemas: Schemas, planner: Planner, canonical: string): Promise<QueryPlan> {
  const plan = await planner.plan(canonical).catch((error: unknown) => {
    if (error instanceof UnplannedError) return null;
    throw error;
  });
  if (plan !== null && !asksTooEarly(schemas, plan)) return plan;
  const across = await planner.plan(withHoistedFields(schemas, canonical), true);
  if (asksTooEarly(schemas, across)) throw new UnplannedError('no order of its requirements was found');
  return across;
}
