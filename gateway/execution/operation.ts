import {
  getVariableValues,
  Kind,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { documentMeasures } from '../limits/document-measures.ts';
import type { Run } from './contract.ts';

/** The client's variables, checked: what subgraphs get, and what decides the program. */
export type CheckedVariables =
  | { readonly kind: 'valid'; readonly given: Readonly<Record<string, unknown>>; readonly conditions: string }
  | { readonly kind: 'invalid'; readonly errors: readonly GraphQLError[] };

export interface OperationSource {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly schema: GraphQLSchema;
  /** Variables that `@skip` and `@include` read. */
  readonly conditions: readonly string[];
}

/** Plans and compiles the program of one combination of condition values. */
export type Prepare = (conditions: Readonly<Record<string, boolean>>) => Promise<Run>;

/**
 * One operation of one supergraph: everything that depends on it alone, worked out once. It has a program for each
 * combination of its conditions' values that was asked; a caller's rights will choose among programs here too.
 */
export interface Operation {
  readonly definition: OperationDefinitionNode;
  /** Whether it reads the schema: not everyone may. */
  readonly introspects: boolean;
  readonly check: (variables: Readonly<Record<string, unknown>>) => CheckedVariables;
  /** The program if it is ready now. */
  readonly ready: (conditions: string) => Run | undefined;
  /** The program, prepared once however many ask for it at the same time. A refusal to plan is remembered. */
  readonly prepared: (conditions: string) => Promise<Run>;
  /** Combinations that were prepared, to prepare them again for the next supergraph. */
  readonly combinations: () => readonly string[];
  /** How often it was asked. */
  hits: number;
}

/** More combinations than this are prepared at each request, not kept. */
const MAX_COMBINATIONS = 64;

export function operationOf(source: OperationSource, prepare: Prepare): Operation {
  const runs = new Map<string, Run>();
  const underWay = new Map<string, Promise<Run>>();
  const start = (conditions: string): Promise<Run> => {
    const values = Object.fromEntries(source.conditions.map((name, at) => [name, conditions[at] === '1']));
    const run = prepare(values).then((made) => {
      if (runs.size < MAX_COMBINATIONS) runs.set(conditions, made);
      return made;
    });
    if (underWay.size >= MAX_COMBINATIONS) return run;
    underWay.set(conditions, run);
    run.then(
      () => underWay.delete(conditions),
      (error: unknown) => {
        if (!isRefusal(error)) underWay.delete(conditions);
      },
    );
    return run;
  };
  return {
    definition: source.definition,
    introspects: introspects(source),
    check: (variables) => checkedVariables(source, variables),
    ready: (conditions) => runs.get(conditions),
    prepared: (conditions) => {
      const made = runs.get(conditions);
      return made === undefined ? (underWay.get(conditions) ?? start(conditions)) : Promise.resolve(made);
    },
    combinations: () => [...runs.keys()],
    hits: 0,
  };
}

function checkedVariables(
  { schema, definition, conditions }: OperationSource,
  given: Readonly<Record<string, unknown>>,
): CheckedVariables {
  const definitions = definition.variableDefinitions ?? [];
  if (definitions.length === 0) return { kind: 'valid', given, conditions: '' };
  const { errors, coerced } = getVariableValues(schema, definitions, given);
  if (errors !== undefined) return { kind: 'invalid', errors };
  return { kind: 'valid', given, conditions: conditions.map((name) => (coerced[name] === true ? '1' : '0')).join('') };
}

function introspects({ document, definition }: OperationSource): boolean {
  const others = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return documentMeasures({ kind: Kind.DOCUMENT, definitions: [definition, ...others] }).introspections > 0;
}

/** An expected refusal (too large, too long to plan) is of the operation; anything else may pass. */
function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'extensions' in error;
}
