import { validate, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { invalidDocument } from '../refusals/invalid-document.ts';
import { tooLargeDocument, type DocumentLimits } from './document-limits.ts';

/** Faults of one document that are told; each costs a search for what might have been meant. */
const MAX_ERRORS = 20;

/** Why an operation's document is not accepted: too large, or not of the schema. Empty when it is. */
export function refusedDocument(
  document: DocumentNode,
  schema: GraphQLSchema,
  limits: DocumentLimits,
): readonly GraphQLError[] {
  const tooLarge = tooLargeDocument(document, limits);
  if (tooLarge !== null) return [tooLarge];
  return validate(schema, document, undefined, { maxErrors: MAX_ERRORS }).map((fault) =>
    invalidDocument(fault, schema),
  );
}
