import type { Logger } from '../../platform/log.ts';
import type { Actor } from '../../platform/actor.ts';
import { answerCacheControl } from '../caching/cache-control.ts';
import { callerOf, COST_HEADER } from '../caller.ts';
import { UNEXPECTED_FAULT } from '../http-rules.ts';
import type { TextOf } from '../documents/named-document.ts';
import type { HeaderLines } from '../http/header-lines.ts';
import { beginRequest, type RequestLife } from '../transport/deadline.ts';
import { AnswerBody } from './answer-body.ts';
import type { Answering, Asker, Door } from './door-connection.ts';
import type { AddressedRequest } from '../quotas/client-address.ts';
import type { Allowance } from '../quotas/quota.ts';
import type { Reception } from '../reception.ts';
import { newRequestId } from '../request-id.ts';
import type { KnownAnswers, QuestionAsker, SharedAnswer } from './known-answers.ts';
import { acceptsPlainJson, type Question } from './question.ts';
import { questionReader } from './question-reader.ts';
import type { RequestHead } from './request-head.ts';
import { answerWriter } from './written-answer.ts';

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
export function knownRequests(options: KnownRequestsOptions): Door['answer'] {
  const read = questionReader(options.textOf);
  const plain = new WeakMap<RequestHead, boolean>();
  const knowing = { ...options, write: answerWriter(options.keepAliveMs) };
  return ({ head, body, socket }, asker) => {
    let isForDoor = plain.get(head);
    if (isForDoor === undefined) plain.set(head, (isForDoor = isPlain(head)));
    const question = isForDoor ? read(body) : undefined;
    if (question === undefined) return undefined;
    const actor = options.actorOf(head.headers);
    if (actor === undefined) return undefined;
    const request = new KnownRequest(knowing, { actor, from: { headers: head.headers, socket }, asker });
    return request.ask(question) ? request : undefined;
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

interface Knowing extends KnownRequestsOptions {
  readonly write: ReturnType<typeof answerWriter>;
}

/** Who asks, where from, and who is told. */
interface AskedBy {
  readonly actor: Actor;
  readonly from: AddressedRequest;
  readonly asker: Asker;
}

/** One request that is answered at the door. */
class KnownRequest implements Answering, QuestionAsker {
  readonly #of: Knowing;
  readonly #by: AskedBy;
  readonly #id = newRequestId();
  readonly #life: RequestLife;
  #allowance: Allowance | null = null;

  constructor(of: Knowing, by: AskedBy) {
    this.#of = of;
    this.#by = by;
    this.#life = beginRequest(of.requestTimeoutMs);
  }

  /** Whether it will be answered. */
  ask(question: Question): boolean {
    const caller = callerOf(this.#by.actor, { id: this.#id, signal: this.#life });
    const isAnswered = this.#of.answers(question, caller, this);
    if (!isAnswered) this.#life.end();
    return isAnswered;
  }

  /** One that is refused is not counted: the server behind refuses it too, and says why. */
  admitted(): boolean {
    const { admission, addressOf } = this.#of.reception;
    const verdict = admission.admit(this.#by.actor, addressOf(this.#by.from));
    if (verdict.kind === 'refused') return false;
    this.#allowance = verdict.allowance;
    return true;
  }

  hangUp(): void {
    this.#life.hangUp();
  }

  resolved(shared: SharedAnswer): void {
    this.#answer(200, shared, this.#allowance);
  }

  rejected(error: unknown): void {
    // Nobody waits for the answer of a client that went away, and nothing is wrong.
    if (!this.#life.aborted) {
      const name = error instanceof Error ? error.name : typeof error;
      this.#of.logger.error({ event: 'unexpected-error', id: this.#id, error: name });
    }
    this.#answer(500, UNEXPECTED, null);
  }

  #answer(status: 200 | 500, shared: SharedAnswer, allowance: Allowance | null): void {
    const { logger, reception, onAnswered, write } = this.#of;
    const id = this.#id;
    this.#life.end();
    const ms = performance.now() - this.#life.begunAt;
    onAnswered(status, ms);
    reception.admission.end();
    if (logger.isLevelEnabled('info')) {
      const rounded = Math.round(ms);
      logger.info({ event: 'request', id, method: 'POST', route: '/graphql', status, ms: rounded });
    }
    const cacheControl = answerCacheControl(shared, this.#by.actor);
    this.#by.asker.answered(write({ id, status, cacheControl, allowance, body: shared.body }));
  }
}

const UNEXPECTED: SharedAnswer = {
  errors: [],
  maxAge: 0,
  body: new AnswerBody({ text: JSON.stringify(UNEXPECTED_FAULT), encoding: 'utf8' }),
};
