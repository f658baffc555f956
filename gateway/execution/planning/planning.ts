import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Program } from '../program.ts';
import { conditionVariables } from './condition-variables.ts';
import { stepsOf } from './plan-steps.ts';
import { openPlanner } from './planner.ts';
import { openSchemas } from './schemas.ts';
import { specialise, type AskedOperation } from './specialise.ts';

export interface PlanningOptions {
  readonly supergraphSdl: string;
  /** The longest that one operation may be planned, 2 s when not given. */
  readonly deadlineMs?: number;
  /** The most fields an operation may have once its fragments are expanded, 20,000 when not given. */
  readonly maxFields?: number;
  /** Keeps a second planner ready in case one is stopped (as is done when not given), for twice the memory. */
  readonly spare?: boolean;
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
  const { supergraphSdl, deadlineMs = 2_000, maxFields = 20_000, spare = true } = options;
  const planner = await openPlanner({ supergraphSdl, deadlineMs, spare });
  const schemas = openSchemas(supergraphSdl, planner.apiSdl);
  return {
    apiSchema: schemas.api,
    conditionsOf: conditionVariables,
    programOf: async (asked) => {
      const { operation, canonical, shape } = specialise(schemas, asked, maxFields);
      const { interfaces } = schemas;
      const forbids = (asked.forbidden?.size ?? 0) + (asked.hidden?.size ?? 0) > 0;
      if (canonical === null) return { operation, step: null, shape, interfaces, forbids };
      const step = stepsOf(schemas, await planner.plan(canonical));
      if (step === null) throw new Error('No subgraph can give what the operation asks, though the supergraph has it.');
      return { operation, step, shape, interfaces, forbids };
    },
    close: planner.close,
  };
}
