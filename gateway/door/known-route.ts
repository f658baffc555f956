import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerCacheControl } from '../caching/cache-control.ts';
import { promised } from '../awaiting.ts';
import type { Caller } from '../caller.ts';
import type { KnownAnswers, SharedAnswer } from './known-answers.ts';
import { acceptsPlainJson, questionOf } from './question.ts';
import { JSON_TYPE } from './written-answer.ts';

/** Fastify's hooks have counted the request, and told its caller, before its body was read. */
const admitted = () => true;

/** A document that the request named has been put in its body already. */
const nothingNamed = () => undefined;

/** The door inside Fastify, for requests whose HTTP form is unusual: `undefined` when Apollo Server has to answer. */
export function knownRoute(answers: KnownAnswers) {
  return async (request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<FastifyReply | undefined> => {
    // What an operation costs is told by Apollo Server’s answers alone.
    if (caller.asksCost || request.method !== 'POST' || !acceptsPlainJson(request.headers)) return undefined;
    const question = questionOf(request.body, nothingNamed);
    if (question === undefined) return undefined;
    const shared = await promised<SharedAnswer | undefined>((awaiting) => {
      if (!answers(question, caller, { ...awaiting, admitted })) awaiting.resolved(undefined);
    });
    if (shared === undefined) return undefined;
    const headers = { 'cache-control': answerCacheControl(shared, caller.actor), 'content-type': JSON_TYPE };
    return reply.headers(headers).send(shared.body.bytes());
  };
}
