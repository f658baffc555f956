import { getOperationAST, type DocumentNode } from 'graphql';
import type { PermittedOperation } from '../../authorisation/permitted-operation.ts';
import type { ObjectShape } from '../program.ts';
import { answerShape } from './answer-shape.ts';
import { canonicalKeys } from './canonical-keys.ts';
import { canonicalOperation } from './canonical-operation.ts';
import { fragmentsOf, selectionsFrom, type Conditions } from './condition-variables.ts';
import type { Specialisation } from './live-selections.ts';
import { noSuchOperation } from './refusals.ts';
import type { Schemas } from './schemas.ts';

/** A validated document with what its caller may not have, one of its operations, and the values of its conditions. */
export interface AskedOperation {
  readonly document: DocumentNode;
  /** Of that document; nothing is forbidden when it is not given. */
  readonly forbidden?: PermittedOperation['forbidden'];
  readonly hidden?: PermittedOperation['hidden'];
  readonly operationName: string | undefined;
  readonly conditions: Conditions;
}

export interface Specialised {
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** What is planned; `null` when no subgraph is needed. */
  readonly canonical: string | null;
  readonly shape: ObjectShape;
}

/** Separates what is planned from what the client reads. Refuses what is too large. */
export function specialise(schemas: Schemas, asked: AskedOperation, maxFields: number): Specialised {
  const { document, forbidden = new Map(), hidden = new Map() } = asked;
  const definition = getOperationAST(document, asked.operationName);
  if (!definition) throw new Error('A validated document has the operation asked.');
  const root = schemas.api.getRootType(definition.operation);
  if (!root) throw noSuchOperation(definition.operation);
  const fragments = fragmentsOf(document);
  const of: Specialisation = {
    schemas,
    fragments,
    conditions: asked.conditions,
    keys: canonicalKeys(schemas, selectionsFrom(definition.selectionSet, fragments)),
    operation: definition.operation,
    maxFields,
    forbidden,
    hidden,
  };
  const canonical = canonicalOperation(of, root, definition);
  return { operation: of.operation, canonical, shape: answerShape(of, root, [definition.selectionSet]) };
}
