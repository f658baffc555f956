import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, visit, type FieldNode } from 'graphql';
import { compatibleFetches } from './compatible-fetches.ts';
import type { Schemas } from './schemas.ts';
import type { SeparatedField, SeparatedRequirements } from './required-arguments.ts';

/**
 * A plan made of a supergraph of separated requirements, as the subgraphs understand it: what has an own name is asked
 * of them with its arguments, under that name as alias, and given back in representations under the name they know.
 */
export function restoredPlan(schemas: Schemas, separated: SeparatedRequirements, plan: QueryPlan): QueryPlan {
  if (plan.node === undefined || plan.node.kind === 'Subscription') return plan;
  return { ...plan, node: restoredNode({ schemas, separated }, plan.node) };
}

interface Restoring {
  readonly schemas: Schemas;
  readonly separated: SeparatedRequirements;
}

function restoredNode(by: Restoring, node: PlanNode): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((inner) => restoredNode(by, inner)) };
    case 'Flatten':
      return { ...node, node: restoredNode(by, node.node) };
    case 'Fetch':
      return restoredFetch(by, node);
    case 'Condition':
    case 'Defer':
      throw new Error(`A canonical operation has no "${node.kind}" in its plan.`);
  }
}

function restoredFetch({ schemas, separated }: Restoring, fetch: FetchNode): PlanNode {
  const fetches = compatibleFetches(schemas, separated, fetch).map((each) => ({
    ...each,
    operation: restoredOperation(separated.fields, each.operation),
    inputRewrites: [...(each.inputRewrites ?? []), ...renames(separated.fields, each.requires ?? [], [])],
  }));
  const [only] = fetches;
  return fetches.length === 1 && only !== undefined ? only : { kind: 'Parallel', nodes: fetches };
}

function restoredOperation(fields: ReadonlyMap<string, SeparatedField>, operation: string): string {
  if (![...fields.keys()].some((name) => operation.includes(name))) return operation;
  const document = visit(parse(operation, { noLocation: true }), {
    Field: (node): FieldNode | undefined => {
      const field = fields.get(node.name.value);
      if (field === undefined) return undefined;
      return {
        ...node,
        alias: node.alias ?? node.name,
        name: { kind: Kind.NAME, value: field.name },
        arguments: field.arguments,
      };
    },
  });
  return stripIgnoredCharacters(print(document));
}

/** What is below is renamed before what holds it, which is found under its own name. */
function renames(
  fields: ReadonlyMap<string, SeparatedField>,
  selections: readonly QueryPlanSelectionNode[],
  above: readonly string[],
): readonly FetchDataRewrite[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') return renames(fields, selection.selections, above);
    const path = [...above, selection.alias ?? selection.name];
    const below = renames(fields, selection.selections ?? [], path);
    const field = fields.get(selection.name);
    return field === undefined ? below : [...below, { kind: 'KeyRenamer', path, renameKeyTo: field.name }];
  });
}
