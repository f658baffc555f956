import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What an operation asks once its fragments are expanded; numbers may be astronomical, and then infinite. */
export interface Measures {
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields of the root, those of its fragments included. */
  readonly rootFields: number;
  /** Fields nested in one another; a field at the root is 1. */
  readonly depth: number;
  /** `__schema` and `__type`. */
  readonly introspections: number;
  /** Lists of the schema nested in one another under those: each multiplies the answer by tens. */
  readonly introspectionDepth: number;
}

/** Of a selection set; its nested lists count once it is known that they are under an introspection field. */
interface Measured extends Measures {
  readonly lists: number;
}

const NONE: Measured = {
  fields: 0,
  aliases: 0,
  directives: 0,
  rootFields: 0,
  depth: 0,
  introspections: 0,
  introspectionDepth: 0,
  lists: 0,
};

/** Fields of the introspection types that are lists of many elements. */
const INTROSPECTION_LISTS = new Set(['fields', 'interfaces', 'possibleTypes', 'inputFields', 'enumValues', 'args']);
const INTROSPECTION_ROOTS = new Set(['__schema', '__type']);

/**
 * The greatest measures among the operations of a document, which need not be valid. Each fragment is measured once,
 * however often it is spread: the time is that of reading the document, whatever it expands to.
 */
export function documentMeasures(document: DocumentNode): Measures {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const measuring: Measuring = { fragments, known: new Map() };
  let greatest = NONE;
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) greatest = combined(greatest, measured(measuring, node), Math.max);
  }
  return greatest;
}

function measured(measuring: Measuring, { selectionSet, directives, variableDefinitions }: OperationDefinitionNode) {
  const measures = selectionSetMeasures(measuring, selectionSet);
  const ofVariables = variableDefinitions?.flatMap((variable) => variable.directives ?? []) ?? [];
  return { ...measures, directives: measures.directives + (directives?.length ?? 0) + ofVariables.length };
}

interface Measuring {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** By selection set; `null` while it is measured: a fragment that spreads itself counts for nothing, and is invalid. */
  readonly known: Map<SelectionSetNode, Measured | null>;
}

const sum = (one: number, other: number): number => one + other;

function combined(one: Measured, other: Measured, how: (a: number, b: number) => number): Measured {
  return {
    fields: how(one.fields, other.fields),
    aliases: how(one.aliases, other.aliases),
    directives: how(one.directives, other.directives),
    rootFields: how(one.rootFields, other.rootFields),
    depth: Math.max(one.depth, other.depth),
    introspections: how(one.introspections, other.introspections),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
    lists: Math.max(one.lists, other.lists),
  };
}

function selectionSetMeasures(measuring: Measuring, selectionSet: SelectionSetNode): Measured {
  const known = measuring.known.get(selectionSet);
  if (known !== undefined) return known ?? NONE;
  measuring.known.set(selectionSet, null);
  const measures = selectionSet.selections.reduce(
    (total, selection) => combined(total, selectionMeasures(measuring, selection), sum),
    NONE,
  );
  measuring.known.set(selectionSet, measures);
  return measures;
}

function selectionMeasures(measuring: Measuring, selection: SelectionNode): Measured {
  const directives = selection.directives?.length ?? 0;
  const inner = selection.kind === Kind.FRAGMENT_SPREAD ? measuring.fragments.get(selection.name.value) : selection;
  const below = inner?.selectionSet === undefined ? NONE : selectionSetMeasures(measuring, inner.selectionSet);
  if (selection.kind !== Kind.FIELD) return { ...below, directives: below.directives + directives };
  const name = selection.name.value;
  const isIntrospection = INTROSPECTION_ROOTS.has(name);
  return {
    fields: below.fields + 1,
    aliases: below.aliases + (selection.alias === undefined ? 0 : 1),
    directives: below.directives + directives,
    rootFields: 1,
    depth: below.depth + 1,
    introspections: below.introspections + (isIntrospection ? 1 : 0),
    introspectionDepth: isIntrospection ? below.lists : below.introspectionDepth,
    lists: isIntrospection ? 0 : below.lists + (INTROSPECTION_LISTS.has(name) ? 1 : 0),
  };
}
