import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode, FetchDataRewrite } from '@apollo/query-planner';
import { isInterfaceType, isNonNullType, isObjectType, getNamedType } from 'graphql';
import type { FetchStep, Requirement, Rewrite, RewriteElement, Step } from '../program.ts';
import { fetchAnswer } from './fetch-answer.ts';
import type { Schemas } from './schemas.ts';

/** A plan as a program's steps: what depends on types is resolved, nothing is left to look up at run time. */
export function stepsOf(schemas: Schemas, plan: QueryPlan): Step | null {
  if (plan.node === undefined) return null;
  if (plan.node.kind === 'Subscription') throw new Error('The planner gives a subscription as its events’ plan.');
  let fetches = 0;
  const stepOf = (node: PlanNode, path: readonly string[]): Step => {
    switch (node.kind) {
      case 'Sequence':
        return joined(
          'sequence',
          node.nodes.map((inner) => stepOf(inner, path)),
        );
      case 'Parallel':
        return joined(
          'parallel',
          node.nodes.map((inner) => stepOf(inner, path)),
        );
      case 'Flatten':
        return stepOf(node.node, [...path, ...node.path.map(String)]);
      case 'Fetch':
        return fetchStep(schemas, node, { id: fetches++, path });
      case 'Condition':
      case 'Defer':
        throw new Error(`A canonical operation has no "${node.kind}" in its plan.`);
    }
  };
  return stepOf(plan.node, []);
}

function joined(kind: 'sequence' | 'parallel', steps: readonly Step[]): Step {
  const [only] = steps;
  return steps.length === 1 && only !== undefined ? only : { kind, steps };
}

function fetchStep(schemas: Schemas, node: FetchNode, place: Pick<FetchStep, 'id' | 'path'>): FetchStep {
  const operation: FetchStep['operation'] = node.operationKind;
  if (node.contextRewrites !== undefined && node.contextRewrites.length > 0) {
    throw new Error('The plan uses @fromContext, which is not executed.');
  }
  return {
    ...place,
    kind: 'fetch',
    subgraph: node.serviceName,
    operation,
    query: node.operation,
    operationName: node.operationName ?? null,
    variables: node.variableUsages ?? [],
    requires: node.requires === undefined ? null : requirementsOf(schemas, node.requires, undefined),
    answer: fetchAnswer(schemas, node.serviceName, {
      query: node.operation,
      operation,
      isEntities: node.requires !== undefined,
    }),
    inputRewrites: (node.inputRewrites ?? []).map((rewrite) => rewriteOf(schemas, rewrite)),
    outputRewrites: (node.outputRewrites ?? []).map((rewrite) => rewriteOf(schemas, rewrite)),
  };
}

function requirementsOf(
  schemas: Schemas,
  selections: readonly QueryPlanSelectionNode[],
  parent: string | undefined,
): readonly Requirement[] {
  return selections.flatMap((selection): readonly Requirement[] => {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition } = selection;
      const inner = requirementsOf(schemas, selection.selections, typeCondition ?? parent);
      if (typeCondition === undefined) return inner;
      return [{ kind: 'fragment', types: schemas.satisfying(typeCondition), selections: inner }];
    }
    const { nonNull, type } = fieldType(schemas, parent, selection.name);
    const below = selection.selections;
    return [
      {
        kind: 'field',
        name: selection.alias ?? selection.name,
        nonNull,
        selections: below === undefined ? null : requirementsOf(schemas, below, type),
      },
    ];
  });
}

function fieldType(
  { supergraph }: Schemas,
  parent: string | undefined,
  name: string,
): { readonly nonNull: boolean; readonly type: string | undefined } {
  if (name === '__typename') return { nonNull: true, type: undefined };
  const type = parent === undefined ? undefined : supergraph.getType(parent);
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) return { nonNull: false, type: undefined };
  return { nonNull: isNonNullType(field.type), type: getNamedType(field.type).name };
}

const FRAGMENT = '... on ';

function rewriteOf(schemas: Schemas, rewrite: FetchDataRewrite): Rewrite {
  const path = rewrite.path.map((element): RewriteElement =>
    element.startsWith(FRAGMENT) ? schemas.satisfying(element.slice(FRAGMENT.length)) : element,
  );
  return rewrite.kind === 'ValueSetter'
    ? { kind: 'set', path, value: rewrite.setValueTo as unknown }
    : { kind: 'rename', path, to: rewrite.renameKeyTo };
}
