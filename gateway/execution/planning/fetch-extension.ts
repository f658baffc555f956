import type { FetchNode } from '@apollo/query-planner';
import {
  getNamedType,
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
  type FieldNode,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { PlannedFetch } from './fetch-position.ts';
import type { Schemas } from './schemas.ts';

/** Fields of one concrete type that a fetch is to ask in some of its selection sets. */
export interface Addition {
  readonly into: readonly SelectionSetNode[];
  readonly type: string;
  readonly fields: readonly FieldNode[];
}

/** The fetch with more to ask; the variables that this uses are those of the operation that is planned. */
export function extendedFetch(
  { node, document }: PlannedFetch,
  additions: readonly Addition[],
  planned: OperationDefinitionNode,
): FetchNode {
  const known = node.variableUsages ?? [];
  const used = variablesIn(additions.flatMap(({ fields }) => fields)).filter((name) => !known.includes(name));
  const definitions = (planned.variableDefinitions ?? []).filter(({ variable }) => used.includes(variable.name.value));
  const extended = visit(document, {
    OperationDefinition: {
      leave: (one) => ({ ...one, variableDefinitions: [...(one.variableDefinitions ?? []), ...definitions] }),
    },
    SelectionSet: {
      enter: (set) => {
        const fragments = additions.filter(({ into }) => into.includes(set)).map(fragmentOf);
        return fragments.length === 0 ? undefined : { ...set, selections: [...set.selections, ...fragments] };
      },
    },
  });
  return { ...node, operation: stripIgnoredCharacters(print(extended)), variableUsages: [...known, ...used] };
}

interface Where {
  readonly subgraph: string;
  readonly concrete: string;
}

/** Of the fields asked of a concrete type, those that one subgraph has with all that is asked below them. */
export function localFields(
  schemas: Schemas,
  { subgraph, concrete }: Where,
  asked: readonly (readonly [string, readonly FieldNode[]])[],
): readonly FieldNode[] {
  return asked.flatMap(([, nodes]) => {
    const local = nodes.flatMap((node) => localField(schemas, { subgraph, concrete }, node) ?? []);
    return local.length === nodes.length ? local : [];
  });
}

function localField(schemas: Schemas, { subgraph, concrete }: Where, node: FieldNode): FieldNode | null {
  const name = node.name.value;
  if (name === '__typename') return node;
  const parent = schemas.supergraph.getType(concrete);
  const declared = parent === undefined ? undefined : schemas.subgraphs.declared(subgraph, parent, name);
  if (declared === undefined || !schemas.subgraphs.resolves(subgraph, concrete, name)) return null;
  if (node.selectionSet === undefined) return node;
  const selections = localSelections(schemas, { subgraph, concrete: getNamedType(declared).name }, node.selectionSet);
  return selections === null ? null : { ...node, selectionSet: { ...node.selectionSet, selections } };
}

/** Without fragments on what no object there is; `null` when a field is another subgraph's. */
function localSelections(schemas: Schemas, where: Where, set: SelectionSetNode): readonly SelectionNode[] | null {
  const local: SelectionNode[] = [];
  for (const node of set.selections) {
    if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error('A canonical operation has no named fragment.');
    if (node.kind === Kind.FIELD) {
      const field = localField(schemas, where, node);
      if (field === null) return null;
      local.push(field);
      continue;
    }
    const condition = node.typeCondition?.name.value ?? where.concrete;
    if (!overlap(schemas, where, condition)) continue;
    const selections = localSelections(schemas, { ...where, concrete: condition }, node.selectionSet);
    if (selections === null) return null;
    local.push({ ...node, selectionSet: { ...node.selectionSet, selections } });
  }
  return local.length > 0 ? local : [TYPENAME];
}

function overlap({ subgraphs }: Schemas, { subgraph, concrete }: Where, condition: string): boolean {
  const here = subgraphs.possible(subgraph, concrete);
  return [...subgraphs.possible(subgraph, condition)].some((name) => here.has(name));
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function fragmentOf({ type, fields }: Addition): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
}

function variablesIn(fields: readonly FieldNode[]): readonly string[] {
  const names = new Set<string>();
  for (const field of fields) visit(field, { Variable: ({ name }) => void names.add(name.value) });
  return [...names];
}
