import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, GraphQLError, OperationTypeNode, parse } from 'graphql';
import { grantsOf } from '../../platform/access/grants.ts';
import { EventWriter } from '../../platform/live/event-writer.ts';
import { wantsEvents } from '../../platform/live/event-text.ts';
import type { Caller } from '../caller.ts';
import { questionOf, type Question } from '../door/question.ts';
import type { FormatError } from '../execution/answer-text.ts';
import type { Engine } from '../execution/engine.ts';
import type { Found } from '../execution/release.ts';
import type { Identity } from '../identity/identity.ts';
import type { AccessRules } from '../limits/access-rules.ts';
import { withoutSuggestions } from '../limits/suggestions.ts';
import { subjectOf } from '../quotas/subject.ts';
import type { Reception } from '../reception.ts';
import { followEvents, type Following } from './followed-events.ts';
import type { OpenSubscriptions } from './open-subscriptions.ts';
import type { SubgraphEvents } from './subgraph-events.ts';

export interface LiveParts {
  readonly engine: Engine;
  readonly rules: AccessRules;
  readonly identity: Identity;
  readonly reception: Reception;
  readonly events: SubgraphEvents;
  readonly open: OpenSubscriptions;
  readonly format: FormatError;
  readonly maxTokens: number;
  readonly requestTimeoutMs: number;
}

/** Documents that are named have their text by now. */
const nothingNamed = () => undefined;
const WRITING = { keepAliveMs: 12_000, slowMs: 10_000 };

/**
 * Subscriptions, by GraphQL over SSE in its mode of distinct connections: a POST that accepts a stream of events. Any
 * other operation, whatever it accepts, goes on (`false`). What is wrong with the operation is told in the stream.
 */
export function liveRoute(parts: LiveParts) {
  return async (request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<boolean> => {
    if (request.method !== 'POST' || !wantsEvents(request.headers.accept)) return false;
    const question = questionOf(request.body, nothingNamed);
    const found = question === undefined ? null : subscriptionOf(parts, question, caller);
    if (question === undefined || found === null) return false;
    const { reception, open } = parts;
    const { actor } = caller;
    const address = reception.addressOf(request.raw);
    const place = open.enter(subjectOf(actor, address));
    // It counts as one request, and from now on has its place among subscriptions rather than among requests.
    reply.raw.off('close', reception.admission.end);
    reception.admission.end();
    reply.hijack();
    const writer = new EventWriter(reply.raw, { ...WRITING, headers: reply.getHeaders() as OutgoingHttpHeaders });
    const following: Following = { ...parts, headers: request.headers, caller, writer, over: place.over };
    try {
      await told(following, parts, { question, found });
    } finally {
      place.leave();
      writer.complete();
    }
    return true;
  };
}

/** `null` for any other operation, and for a text that is not one: the route that follows says why. */
function subscriptionOf({ engine, rules, maxTokens }: LiveParts, question: Question, caller: Caller): Found | null {
  const known = engine.known(question);
  if (known !== undefined) {
    const isOne = known.definition.operation === OperationTypeNode.SUBSCRIPTION;
    return isOne ? { kind: 'operation', operation: known } : null;
  }
  try {
    const document = parse(question.source, { maxTokens });
    const asked = getOperationAST(document, question.operationName);
    if (asked?.operation !== OperationTypeNode.SUBSCRIPTION) return null;
    const untrusted = rules.documentRefusal(document, caller.actor);
    return untrusted === null ? engine.operation(question, document) : { kind: 'refused', errors: [untrusted] };
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

async function told(
  following: Following,
  { rules, format }: LiveParts,
  { question, found }: { readonly question: Question; readonly found: Found },
): Promise<void> {
  const { writer, caller } = following;
  const refused = (errors: readonly GraphQLError[]) =>
    writer.next(JSON.stringify({ errors: errors.map((error) => format(error.toJSON(), error)) }));
  if (found.kind === 'refused') {
    return refused(rules.mayIntrospect(caller.actor) ? found.errors : found.errors.map(withoutSuggestions));
  }
  if (found.kind === 'absent') throw new Error('The operation was found before it was looked for.');
  const { operation } = found;
  const refusal = rules.refusal(operation, caller.actor);
  if (refusal !== null) return refused([refusal]);
  const checked = operation.check(question.variables, grantsOf(caller.actor));
  if (checked.kind === 'invalid') return refused(checked.errors);
  try {
    const failure = await followEvents(following, operation, checked);
    if (failure !== null) await refused([failure]);
  } catch (error) {
    // A refusal to plan is the operation's; anything else is a bug of ours, which the format masks and logs.
    await refused([
      error instanceof GraphQLError ? error : new GraphQLError('failed', { originalError: error as Error }),
    ]);
  }
}
