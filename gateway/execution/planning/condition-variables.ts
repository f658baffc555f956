import {
  getOperationAST,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Values of the variables that `@skip` and `@include` read. */
export type Conditions = Readonly<Record<string, boolean>>;

/** The document's fragments by name. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** The variables that decide what an operation asks, through its fragments too, each once. */
export function conditionVariables(document: DocumentNode, operationName: string | undefined): readonly string[] {
  const root = getOperationAST(document, operationName)?.selectionSet;
  const names = new Set<string>();
  for (const selection of root === undefined ? [] : selectionsFrom(root, fragmentsOf(document))) {
    for (const name of variablesOf(selection)) names.add(name);
  }
  return [...names];
}

/** Every selection below a selection set, through fragments, each once however often it is reached. */
export function* selectionsFrom(
  root: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Iterable<SelectionNode> {
  const seen = new Set<SelectionSetNode>();
  const left: (SelectionSetNode | undefined)[] = [root];
  while (left.length > 0) {
    const selectionSet = left.pop();
    if (selectionSet === undefined || seen.has(selectionSet)) continue;
    seen.add(selectionSet);
    for (const selection of selectionSet.selections) {
      yield selection;
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      left.push(inner?.selectionSet);
    }
  }
}

/** Whether a selection remains once the conditions have their values. */
export function isKept(selection: SelectionNode, conditions: Conditions): boolean {
  return conditionsOf(selection).every((directive) => {
    const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? conditions[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return isTrue === (directive.name.value === 'include');
  });
}

function conditionsOf({ directives }: SelectionNode): readonly DirectiveNode[] {
  return (directives ?? []).filter(({ name }) => name.value === 'skip' || name.value === 'include');
}

function variablesOf(selection: SelectionNode): readonly string[] {
  const values = conditionsOf(selection).flatMap((directive) => directive.arguments ?? []);
  return values.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []));
}
