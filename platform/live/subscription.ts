import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import { hubError } from '../errors.ts';
import { logBug, publicError } from '../faults.ts';
import type { Logger } from '../log.ts';
import type { EventWriter } from './event-writer.ts';

export interface AskedSubscription {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

interface Serving {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  /** A context for each event: what a request has loaded is as old as its request. */
  readonly freshContext: () => object;
}

/** Writes each event of a subscription, until it ends, its reader goes away, or `over` is aborted; then its end. */
export async function serveSubscription(
  { schema, log, freshContext }: Serving,
  asked: AskedSubscription,
  writer: EventWriter,
): Promise<void> {
  const shown = (errors: readonly GraphQLError[]) =>
    errors.map((error) => {
      logBug(log, error);
      return publicError(error);
    });
  const told = (errors: readonly GraphQLError[]) => writer.next(JSON.stringify({ errors: shown(errors) }));
  const document = documentOf(schema, asked);
  if (Array.isArray(document)) return told(document);
  const { variables, operationName } = asked;
  const args: ExecutionArgs = { schema, document, variableValues: variables, operationName };
  const source = await createSourceEventStream({ ...args, contextValue: freshContext() });
  if (!(Symbol.asyncIterator in source)) return told(source.errors ?? []);
  const events = source[Symbol.asyncIterator]();
  writer.begin();
  const leave = () => void events.return?.();
  writer.gone.addEventListener('abort', leave);
  if (writer.gone.aborted) leave();
  try {
    for (;;) {
      const event = await events.next();
      if (event.done === true || writer.gone.aborted) return;
      const result = await execute({ ...args, rootValue: event.value, contextValue: freshContext() });
      const { data, errors } = result;
      await writer.next(JSON.stringify(errors === undefined ? { data } : { data, errors: shown(errors) }));
    }
  } catch (error) {
    await told([asGraphQLError(error)]);
  } finally {
    leave();
  }
}

/** The document, or why it is not one of a subscription of this schema. */
function documentOf(schema: GraphQLSchema, { query, operationName }: AskedSubscription): DocumentNode | GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true });
  } catch (error) {
    return [asGraphQLError(error)];
  }
  const faults = validate(schema, document);
  if (faults.length > 0) return [...faults];
  if (getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION) return document;
  return [hubError('INVALID_INPUT', 'Un flux d’événements ne porte qu’un abonnement : « subscription { … } ».')];
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const original = error instanceof Error ? error : new Error('thrown value is not an error');
  return new GraphQLError(original.message, { originalError: original });
}
