import { GraphQLError } from 'graphql';
import { setInterval } from 'node:timers';
import type { Headers } from '../../platform/actor.ts';
import type { EventWriter } from '../../platform/live/event-writer.ts';
import type { Caller } from '../caller.ts';
import { AnswerBody } from '../door/answer-body.ts';
import { answerText, graphqlError, type FormatError } from '../execution/answer-text.ts';
import type { Engine } from '../execution/engine.ts';
import type { CheckedVariables, Operation } from '../execution/operation.ts';
import type { Identity } from '../identity/identity.ts';
import { encoded } from '../latin1.ts';
import { beginRequest } from '../transport/deadline.ts';
import { SubgraphLost, type SubgraphEvents } from './subgraph-events.ts';

export interface Following {
  readonly engine: Engine;
  readonly identity: Identity;
  readonly events: SubgraphEvents;
  readonly format: FormatError;
  /** Given to each event. */
  readonly requestTimeoutMs: number;
  readonly headers: Headers;
  readonly caller: Caller;
  readonly writer: EventWriter;
  /** Aborted when the hub ends all subscriptions. */
  readonly over: AbortSignal;
}

type Checked = Extract<CheckedVariables, { kind: 'valid' }>;

/** How often it is looked whether the caller is still who they were: their token expires, their key is revoked. */
const IDENTIFY_EVERY_MS = 5000;

/**
 * Follows the events of a subscription: each is run through the engine as the answer of its first fetch, so it may ask
 * the other subgraphs. Ends with what the caller is to be told, or `null` when it ends as it should.
 */
export async function followEvents(
  following: Following,
  operation: Operation,
  { given: variables, conditions }: Checked,
): Promise<GraphQLError | null> {
  const { engine, events, caller, writer, over } = following;
  const { actor, forwardedHeaders: headers } = caller;
  const { subgraph, body } = await engine.source(operation, conditions);
  const identified = stillIdentified(following);
  const signal = AbortSignal.any([writer.gone, over, identified.lost]);
  try {
    const told = await events.open({ subgraph, body: body(variables), actor, headers, signal });
    writer.begin();
    for await (const { event, data } of told) {
      if (signal.aborted || event !== 'next' || (await identified.failure()) !== null) break;
      await writer.next(await answered(following, { operation, conditions, variables, data }));
    }
    return over.aborted || writer.gone.aborted ? null : await identified.failure();
  } catch (error) {
    if (error instanceof SubgraphLost) return graphqlError(error.shown);
    throw error;
  } finally {
    identified.end();
  }
}

interface EventRun extends Pick<Checked, 'conditions'> {
  readonly operation: Operation;
  readonly variables: Checked['given'];
  readonly data: string;
}

async function answered(
  { engine, caller, format, requestTimeoutMs, writer }: Following,
  { operation, conditions, variables, data }: EventRun,
): Promise<string> {
  const life = beginRequest(requestTimeoutMs);
  const hangUp = () => life.hangUp();
  writer.gone.addEventListener('abort', hangUp);
  try {
    const { actor, forwardedHeaders: headers } = caller;
    const event = { kind: 'answered', latin1: encoded(data) } as const;
    const result = await engine.run(operation, conditions, { variables, actor, headers, signal: life, event });
    return new AnswerBody(answerText(result, format)).bytes().toString('utf8');
  } finally {
    life.end();
    writer.gone.removeEventListener('abort', hangUp);
  }
}

/** Verifies the caller again and again: `lost` is aborted once they are not who they said any more. */
function stillIdentified({ identity, headers }: Following) {
  const lost = new AbortController();
  let failed: GraphQLError | null = null;
  const failure = async (): Promise<GraphQLError | null> => {
    if (failed !== null) return failed;
    try {
      await identity.identify(headers);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      // An identity provider that does not answer withdraws nobody's token.
      if (String(error.extensions['code']).endsWith('_UNAVAILABLE')) return null;
      failed = error;
      lost.abort();
    }
    return failed;
  };
  // What is no refusal is a bug: it ends the stream too, and is met again where the stream's end is told.
  const timer = setInterval(() => {
    failure().catch(() => lost.abort());
  }, IDENTIFY_EVERY_MS);
  timer.unref();
  return {
    lost: lost.signal,
    failure,
    end: () => {
      clearInterval(timer);
    },
  };
}
