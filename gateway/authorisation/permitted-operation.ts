import { Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { tooDeep } from '../execution/planning/refusals.ts';
import type { AnswerError } from '../execution/contract.ts';
import { forbiddenError } from './forbidden-error.ts';
import type { OperationNeeds } from './operation-access.ts';

/** An operation with what its caller may not have. */
export interface PermittedOperation {
  /** The operation's document; where something is forbidden, its nodes and those below are others. */
  readonly document: DocumentNode;
  /** Fields that are not fetched, and why: `null` with this error in the answer. */
  readonly forbidden: ReadonlyMap<FieldNode, AnswerError>;
  /** Types whose objects the caller must not see where a union allows them, and why. */
  readonly hidden: ReadonlyMap<string, AnswerError>;
}

/** The whole operation, for whom nothing is forbidden. */
export function wholeOperation(document: DocumentNode): PermittedOperation {
  return { document, forbidden: new Map(), hidden: new Map() };
}

/** Nested deeper than this in its text, an operation is refused. */
const MAX_NESTING = 1000;

/**
 * What is below a forbidden field is forbidden too, where it is reached through that field alone: the fragments that are
 * spread there have a copy in which everything is forbidden.
 */
export function permittedOperation(
  document: DocumentNode,
  needs: OperationNeeds,
  isRefused: (requirement: number) => boolean,
): PermittedOperation {
  const errorOf = (coordinate: string, number: number): AnswerError | undefined =>
    isRefused(number) ? forbiddenError(coordinate, needs.requirements[number] ?? []) : undefined;
  const hidden = new Map<string, AnswerError>();
  for (const [type, number] of needs.types) {
    const error = errorOf(type, number);
    if (error !== undefined) hidden.set(type, error);
  }
  const writer: Writer = {
    errorOf: (field) => {
      const need = needs.fields.get(field);
      return need === undefined ? undefined : errorOf(need.coordinate, need.requirement);
    },
    forbidden: new Map(),
    copies: new Map(),
  };
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION
      ? { ...node, selectionSet: permitted(writer, node.selectionSet, { cause: undefined, nesting: 0 }) }
      : node,
  );
  if (writer.forbidden.size === 0) return { ...wholeOperation(document), hidden };
  return {
    document: { ...document, definitions: [...definitions, ...copies(writer, document)] },
    forbidden: writer.forbidden,
    hidden,
  };
}

interface Writer {
  readonly errorOf: (field: FieldNode) => AnswerError | undefined;
  readonly forbidden: Map<FieldNode, AnswerError>;
  /** Fragments that are spread below a forbidden field, and the error of it. */
  readonly copies: Map<string, AnswerError>;
}

interface Place {
  /** The error of the forbidden field above. */
  readonly cause: AnswerError | undefined;
  readonly nesting: number;
}

function permitted(writer: Writer, selectionSet: SelectionSetNode, { cause, nesting }: Place): SelectionSetNode {
  if (nesting > MAX_NESTING) throw tooDeep();
  const selections = selectionSet.selections.map((node) => {
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      if (cause === undefined) return node;
      const name = copyOf(node.name.value);
      if (!writer.copies.has(node.name.value)) writer.copies.set(node.name.value, cause);
      return { ...node, name: { ...node.name, value: name } };
    }
    const error = node.kind === Kind.FIELD ? (writer.errorOf(node) ?? cause) : cause;
    const below = node.selectionSet && permitted(writer, node.selectionSet, { cause: error, nesting: nesting + 1 });
    const written = below === undefined ? { ...node } : { ...node, selectionSet: below };
    if (error !== undefined && written.kind === Kind.FIELD) writer.forbidden.set(written, error);
    return written;
  });
  return { ...selectionSet, selections };
}

/** No fragment of a client has such a name. */
const copyOf = (fragment: string): string => `${fragment} (forbidden)`;

/** The copies grow the list of those to make while they are made. */
function copies(writer: Writer, document: DocumentNode): readonly FragmentDefinitionNode[] {
  const made: FragmentDefinitionNode[] = [];
  for (const [name, cause] of writer.copies) {
    const fragment = document.definitions.find(
      (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name,
    );
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error('A validated operation defines its fragments.');
    const selectionSet = permitted(writer, fragment.selectionSet, { cause, nesting: 0 });
    made.push({ ...fragment, name: { ...fragment.name, value: copyOf(name) }, selectionSet });
  }
  return made;
}
