import {
  getVariableValues,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { canonicalHash } from '../documents/document-hash.ts';
import { documentMeasures } from '../limits/document-measures.ts';
import { costRefusal } from '../limits/cost/cost-limit.ts';
import type { OperationCost } from '../limits/cost/operation-cost.ts';
import type { OperationAccess } from '../authorisation/operation-access.ts';
import type { Grants } from '../../platform/access/requirement.ts';
import { graphqlError } from './answer-text.ts';
import type { Run } from './contract.ts';
import { variableFaults } from '../refusals/variable-faults.ts';
import { plainVariables } from './plain-variables.ts';

/** The client's variables and rights, checked: what subgraphs get, and what decides the program. */
export type CheckedVariables =
  | {
      readonly kind: 'valid';
      readonly given: Readonly<Record<string, unknown>>;
      /** The combination: of the conditions' values and of what the caller may have. */
      readonly conditions: string;
      /** What it is estimated to cost with these variables. */
      readonly cost: number;
    }
  | { readonly kind: 'invalid'; readonly errors: readonly GraphQLError[] };

export interface OperationSource {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly schema: GraphQLSchema;
  /** Variables that `@skip` and `@include` read. */
  readonly conditions: readonly string[];
  /** What it asks of its caller. */
  readonly access: OperationAccess;
  /** What it is estimated to cost, and the most that it may. */
  readonly cost: OperationCost;
  readonly maximumCost: number;
  /** Whether a caller who may not have all of it is refused, instead of being answered the rest. */
  readonly rejects: boolean;
}

/** Plans and compiles the program of one combination of condition values, for callers of the same rights. */
export type Prepare = (conditions: Readonly<Record<string, boolean>>, rights: string) => Promise<Run>;

/** A combination that was asked, and what a caller of it had. */
export interface Combination {
  readonly conditions: string;
  readonly grants: Grants;
}

/**
 * One operation of one supergraph: everything that depends on it alone, worked out once. It has a program for each
 * combination of its conditions' values and of its callers' rights that was asked.
 */
export interface Operation {
  readonly definition: OperationDefinitionNode;
  /** The canonical hash of its document, by which it may be one that the hub trusts. */
  readonly documentHash: string;
  /** Whether it reads the schema: not everyone may. */
  readonly introspects: boolean;
  /** Checks the variables, and whose they are: what the caller may have is part of the combination. */
  readonly check: (variables: Readonly<Record<string, unknown>>, grants: Grants) => CheckedVariables;
  /** The same combination of conditions for another caller. */
  readonly combination: (conditions: string, grants: Grants) => string;
  /** Conditions of which none holds. */
  readonly noConditions: string;
  /** The program if it is ready now. */
  readonly ready: (combination: string) => Run | undefined;
  /** The program, prepared once however many ask for it at the same time. A refusal to plan is remembered. */
  readonly prepared: (combination: string) => Promise<Run>;
  /** Combinations that were prepared, to prepare them again for the next supergraph. */
  readonly combinations: () => readonly Combination[];
  /** How often it was asked. */
  hits: number;
}

/** More combinations than this are prepared at each request, not kept. */
const MAX_COMBINATIONS = 64;

export function operationOf(source: OperationSource, prepare: Prepare): Operation {
  const runs = new Map<string, Run>();
  const underWay = new Map<string, Promise<Run>>();
  const askedWith = new Map<string, Combination>();
  const arePlain = plainVariables(source.schema, source.definition.variableDefinitions ?? []);
  const start = (combination: string): Promise<Run> => {
    const values = Object.fromEntries(source.conditions.map((name, at) => [name, combination[at] === '1']));
    const run = prepare(values, combination.slice(source.conditions.length)).then((made) => {
      if (runs.size < MAX_COMBINATIONS) runs.set(combination, made);
      return made;
    });
    if (underWay.size >= MAX_COMBINATIONS) return run;
    underWay.set(combination, run);
    run.then(
      () => underWay.delete(combination),
      (error: unknown) => {
        if (!isRefusal(error)) underWay.delete(combination);
      },
    );
    return run;
  };
  const combined = (conditions: string, grants: Grants): string => {
    const combination = conditions + source.access.rightsOf(grants);
    if (askedWith.size < MAX_COMBINATIONS && !askedWith.has(combination))
      askedWith.set(combination, { conditions, grants });
    return combination;
  };
  return {
    definition: source.definition,
    documentHash: canonicalHash(source.document),
    introspects: introspects(source),
    check: (variables, grants) =>
      checked(source, { variables, arePlain }, (conditions) => combined(conditions, grants)),
    combination: combined,
    noConditions: '0'.repeat(source.conditions.length),
    ready: (combination) => runs.get(combination),
    prepared: (combination) => {
      const made = runs.get(combination);
      return made === undefined ? (underWay.get(combination) ?? start(combination)) : Promise.resolve(made);
    },
    combinations: () => [...runs.keys()].flatMap((combination) => askedWith.get(combination) ?? []),
    hits: 0,
  };
}

type Variables = Readonly<Record<string, unknown>>;

function conditionValues(conditions: readonly string[], values: Variables): string {
  return conditions.length === 0 ? '' : conditions.map((name) => (values[name] === true ? '1' : '0')).join('');
}

function checked(
  source: OperationSource,
  { variables: given, arePlain }: { variables: Variables; arePlain: ((given: Variables) => boolean) | null },
  combined: (conditions: string) => string,
): CheckedVariables {
  const { schema, definition, conditions, access, rejects, maximumCost } = source;
  const definitions = definition.variableDefinitions ?? [];
  let values = '';
  let asked = given;
  if (arePlain?.(given) === true) {
    values = conditionValues(conditions, given);
  } else if (definitions.length > 0) {
    const { errors, coerced } = getVariableValues(schema, definitions, given, { maxErrors: 1 });
    if (errors !== undefined) return { kind: 'invalid', errors: variableFaults(schema, definitions, given) };
    values = conditionValues(conditions, coerced);
    asked = coerced;
  }
  const cost = source.cost(asked);
  const tooCostly = costRefusal(cost, maximumCost);
  if (tooCostly !== null) return { kind: 'invalid', errors: [tooCostly] };
  const combination = combined(values);
  // An event of which something is left out would say that nothing is there: the whole is refused.
  const isRefused = rejects || definition.operation === OperationTypeNode.SUBSCRIPTION;
  const refusals = isRefused ? access.refusals(combination.slice(values.length)) : [];
  if (refusals.length > 0) return { kind: 'invalid', errors: refusals.map(graphqlError) };
  return { kind: 'valid', given, conditions: combination, cost };
}

function introspects({ document, definition }: OperationSource): boolean {
  const others = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return documentMeasures({ kind: Kind.DOCUMENT, definitions: [definition, ...others] }).introspections > 0;
}

/** An expected refusal (too large, too long to plan) is of the operation; anything else may pass. */
function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'extensions' in error;
}
