import { randomUUID } from 'node:crypto';
import type { Logger } from '../../platform/log.ts';
import type { Actor } from '../../platform/actor.ts';
import { answerCacheControl } from '../caching/cache-control.ts';
import { callerOf, COST_HEADER } from '../caller.ts';
import { UNEXPECTED_FAULT } from '../http-rules.ts';
import type { TextOf } from '../documents/named-document.ts';
import type { HeaderLines } from '../http/header-lines.ts';
import { beginRequest, type RequestLife } from '../transport/deadline.ts';
import { AnswerBody } from './answer-body.ts';
import type { Answering, WholeRequest } from './door-connection.ts';
import type { AddressedRequest } from '../quotas/client-address.ts';
import type { Reception } from '../reception.ts';
import type { KnownAnswer, KnownAnswers, SharedAnswer } from './known-answers.ts';
import { acceptsPlainJson } from './question.ts';
import { questionReader } from './question-reader.ts';
import type { RequestHead } from './request-head.ts';
import { writtenAnswer, type WrittenAnswer } from './written-answer.ts';

export interface KnownRequestsOptions {
  readonly answers: KnownAnswers;
  /** Documents known by their hash. */
  readonly textOf: TextOf;
  readonly reception: Pick<Reception, 'admission' | 'addressOf'>;
  /** Who asks, when it is known at once; the server behind verifies, or says why it refuses. */
  readonly actorOf: (headers: HeaderLines) => Actor | undefined;
  readonly requestTimeoutMs: number;
  readonly keepAliveMs: number;
  readonly logger: Logger;
  /** Told of each answer given here. */
  readonly onAnswered: (status: number, ms: number) => void;
}

/** Answers requests of the plainest form to `/graphql` whose operation is known; all others are passed on. */
export function knownRequests(options: KnownRequestsOptions): (request: WholeRequest) => Answering | undefined {
  const read = questionReader(options.textOf);
  const plain = new WeakMap<RequestHead, boolean>();
  return ({ head, body, socket }) => {
    let isForDoor = plain.get(head);
    if (isForDoor === undefined) plain.set(head, (isForDoor = isPlain(head)));
    const question = isForDoor ? read(body) : undefined;
    if (question === undefined) return undefined;
    const actor = options.actorOf(head.headers);
    if (actor === undefined) return undefined;
    const begun = { id: randomUUID(), life: beginRequest(options.requestTimeoutMs), at: performance.now() };
    const from = { headers: head.headers, socket };
    const caller = callerOf(actor, { id: begun.id, signal: begun.life });
    const answer = options.answers(question, caller, () => admitted(options.reception, actor, from));
    if (answer !== undefined) {
      return { hangUp: () => begun.life.hangUp(), written: written(options, begun, { actor, answer }) };
    }
    begun.life.end();
    return undefined;
  };
}

const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i;

function isPlain({ method, target, headers, bodyLength }: RequestHead): boolean {
  if (method !== 'POST' || target !== '/graphql' || bodyLength === 0) return false;
  const { 'content-type': type, 'content-encoding': encoding, [COST_HEADER]: cost, origin } = headers;
  if (typeof type !== 'string' || !JSON_TYPE.test(type) || encoding !== undefined) return false;
  if (cost !== undefined) return false;
  // What another site may read is for the rules of Fastify to say.
  return origin === undefined && acceptsPlainJson(headers);
}

/** `undefined` when it is refused, and so not counted: the server behind refuses it too, and says why. */
function admitted(
  { admission, addressOf }: KnownRequestsOptions['reception'],
  actor: Actor,
  request: AddressedRequest,
): Readonly<Record<string, string>> | undefined {
  const verdict = admission.admit(actor, addressOf(request));
  return verdict.kind === 'admitted' ? verdict.headers : undefined;
}

interface Begun {
  readonly id: string;
  readonly life: RequestLife;
  readonly at: number;
}

async function written(
  { keepAliveMs, logger, reception, onAnswered }: KnownRequestsOptions,
  { id, life, at }: Begun,
  { actor, answer }: { readonly actor: Actor; readonly answer: KnownAnswer },
): Promise<WrittenAnswer> {
  let status: 200 | 500 = 200;
  let shared = UNEXPECTED;
  try {
    shared = await answer.shared;
  } catch (error) {
    status = 500;
    // Nobody waits for the answer of a client that went away, and nothing is wrong.
    if (!life.aborted)
      logger.error({ event: 'unexpected-error', id, error: error instanceof Error ? error.name : typeof error });
  }
  life.end();
  const ms = performance.now() - at;
  onAnswered(status, ms);
  reception.admission.end();
  if (logger.isLevelEnabled('info')) {
    const rounded = Math.round(ms);
    logger.info({ event: 'request', id, method: 'POST', route: '/graphql', status, ms: rounded });
  }
  const { body } = shared;
  const allowance = status === 200 ? answer.allowance : NOTHING_TOLD;
  const cacheControl = answerCacheControl(shared, actor);
  return writtenAnswer({ status, cacheControl, allowance, body }, { id, keepAliveMs });
}

const NOTHING_TOLD = {};
const UNEXPECTED: SharedAnswer = {
  errors: [],
  maxAge: 0,
  body: new AnswerBody({ text: JSON.stringify(UNEXPECTED_FAULT), encoding: 'utf8' }),
};
