import fastifyCookie from '@fastify/cookie';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { ANONYMOUS } from '../../../platform/actor.ts';
import type { Reception } from '../../reception.ts';
import { sendPrivatePage } from '../page.ts';
import type { Desk } from './desk.ts';
import { faultError, faultPage, refusalPage } from './fault-page.ts';
import { LoginFault } from './login-fault.ts';
import { addLogin } from './login-routes.ts';
import { addSession } from './session-routes.ts';
import { addTrial } from './trial-route.ts';

const MOST_FORM_BYTES = 1024;

/** The pages of logging in and out, apart from the rest of Fastify: only they read cookies and forms. */
export async function addLoginPages(app: FastifyInstance, desk: Desk): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(fastifyCookie);
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MOST_FORM_BYTES },
      (_request, body, done) => {
        done(null, Object.fromEntries(new URLSearchParams(body.toString())));
      },
    );
    scope.addHook('onRequest', (request, reply) => {
      // So that a form of ours says where it comes from; no other site is told anything.
      void reply.header('referrer-policy', 'same-origin');
      count(desk.reception, request, reply);
      return Promise.resolve();
    });
    scope.setErrorHandler((error, request, reply) => failed(error as Error, { request, reply, desk }));
    addSession(scope, desk);
    if (desk.settings !== undefined) addLogin(scope, desk, desk.settings);
    if (desk.trial !== undefined) addTrial(scope, desk, desk.trial);
    scope.addHook('onClose', () => {
      desk.sessions.close();
      return Promise.resolve();
    });
  });
}

/** Each of these may cost an exchange with a provider: an address has its quota of them, as of anything else. */
function count({ admission, addressOf }: Reception, { raw }: FastifyRequest, reply: FastifyReply): void {
  const verdict = admission.admit(ANONYMOUS, addressOf(raw));
  void reply.headers(verdict.kind === 'admitted' ? verdict.allowance.headers : verdict.headers);
  if (verdict.kind === 'refused') throw verdict.error;
  reply.raw.once('close', admission.end);
}

/** A page for a person, the form of `/graphql`'s errors for a script. */
function failed(
  error: FastifyError | Error,
  { request, reply, desk }: { request: FastifyRequest; reply: FastifyReply; desk: Desk },
): FastifyReply {
  const isForPerson = request.headers.accept?.includes('text/html') ?? false;
  if (error instanceof LoginFault) {
    desk.log.warn({ event: 'login-failed', id: request.id, kind: error.kind, reason: error.reason });
    if (!isForPerson) throw faultError(error);
    const { page, status } = faultPage(error, request.id);
    return sendPrivatePage(reply, page, status);
  }
  if (!(error instanceof GraphQLError) || !isForPerson) throw error;
  const { code, http } = error.extensions as { code: string; http?: { status: number } };
  return sendPrivatePage(reply, refusalPage(error.message, { requestId: request.id, code }), http?.status ?? 400);
}
