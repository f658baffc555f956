import { Kind, parse, type DocumentNode, type FieldDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Declarations } from './read-requirements.ts';
import { linksOf } from './security-features.ts';

/** The selections that subgraphs require (`@requires`) to give a field, by `Type.field`. */
export function requiredSelections(supergraph: DocumentNode): ReadonlyMap<string, readonly SelectionSetNode[]> {
  const joinField = joinFieldName(supergraph);
  const found = new Map<string, readonly SelectionSetNode[]>();
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of node.fields ?? []) {
      const required = requiredTexts(field, joinField);
      if (required.length > 0) found.set(`${node.name.value}.${field.name.value}`, required.map(selectionsOf));
    }
  }
  return found;
}

/** Every type and field that a selection on a type meets. */
export function selectedCoordinates(
  declarations: Pick<Declarations, 'given'>,
  type: string,
  { selections }: SelectionSetNode,
): readonly string[] {
  const met = selections.flatMap((node): readonly string[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error('A set of fields has no named fragment.');
    if (node.kind === Kind.INLINE_FRAGMENT)
      return selectedCoordinates(declarations, node.typeCondition?.name.value ?? type, node.selectionSet);
    const coordinate = `${type}.${node.name.value}`;
    const given = declarations.given.get(coordinate);
    if (given === undefined) return [coordinate];
    const below = node.selectionSet === undefined ? [] : selectedCoordinates(declarations, given, node.selectionSet);
    return [coordinate, given, ...below];
  });
  return [type, ...met];
}

/** Tells a field that an object has from an interface object alone: its `@join__field` names no subgraph. */
export function lentFields(supergraph: DocumentNode): (field: FieldDefinitionNode) => boolean {
  const joinField = joinFieldName(supergraph);
  return ({ directives = [] }) => {
    const joins = directives.filter(({ name }) => name.value === joinField);
    return (
      joins.length > 0 && joins.every(({ arguments: given = [] }) => given.every(({ name }) => name.value !== 'graph'))
    );
  };
}

function joinFieldName(supergraph: DocumentNode): string {
  return `${linksOf(supergraph).find(({ feature }) => feature === 'join')?.name ?? 'join'}__field`;
}

function requiredTexts({ directives = [] }: FieldDefinitionNode, joinField: string): readonly string[] {
  const given = directives.filter(({ name }) => name.value === joinField).flatMap((node) => node.arguments ?? []);
  return given.flatMap(({ name, value }) =>
    name.value === 'requires' && value.kind === Kind.STRING ? [value.value] : [],
  );
}

function selectionsOf(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A set of fields is an operation’s.');
  return definition.selectionSet;
}
