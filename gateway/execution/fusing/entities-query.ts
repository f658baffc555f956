import { Kind, parse, type FieldNode, type OperationDefinitionNode } from 'graphql';
import type { FetchStep } from '../program.ts';

/** A query that asks entities and nothing else. */
export interface EntitiesQuery {
  readonly operation: OperationDefinitionNode;
  readonly field: FieldNode;
}

/** The variable of a plan's query that holds the representations. */
export const REPRESENTATIONS = 'representations';

/** The query of a fetch of entities; `null` of any other, or one of a form that is not known. */
export function entitiesOf({ operation, query, requires }: FetchStep): EntitiesQuery | null {
  if (operation !== 'query' || requires === null) return null;
  const [definition, ...others] = parse(query, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return null;
  const [field, ...fields] = definition.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || field.name.value !== '_entities' || fields.length > 0) return null;
  return { operation: definition, field };
}
