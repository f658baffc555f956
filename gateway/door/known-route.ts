import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../caller.ts';
import type { KnownAnswers } from './known-answers.ts';
import { acceptsPlainJson, questionOf } from './question.ts';

/** Fastify's hooks have counted the request, and told its caller, before its body was read. */
const countedBefore = () => ({});

/** A document that the request named has been put in its body already. */
const nothingNamed = () => undefined;

/** The door inside Fastify, for requests whose HTTP form is unusual: `undefined` when Apollo Server has to answer. */
export function knownRoute(answers: KnownAnswers) {
  return async (request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<FastifyReply | undefined> => {
    // What an operation costs is told by Apollo Server’s answers alone.
    if (caller.asksCost || request.method !== 'POST' || !acceptsPlainJson(request.headers)) return undefined;
    const question = questionOf(request.body, nothingNamed);
    const answer = question === undefined ? undefined : await answers(question, caller, countedBefore);
    if (answer === undefined) return undefined;
    return reply.headers(answer.headers).send(answer.body.bytes());
  };
}
