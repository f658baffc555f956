import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Actor } from '../actor.ts';
import { hubError } from '../errors.ts';
import type { CallerCheck, Vouched } from './caller-check.ts';
import { PROOF_HEADER } from './claims.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller that a gateway's token names, before the body is read. */
    vouched: Vouched | null;
    /** Who asks, once the token and the body were proved; nothing is answered without. */
    provedActor: Actor | null;
  }
}

/** The two hooks of a route that answers only to gateways. */
export interface Guard {
  readonly onRequest: (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;
  /** To be the first `preHandler`: it fails closed, also for a request without a body or not in JSON. */
  readonly preHandler: (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;
}

/** Makes a subgraph's server check tokens and bodies; the routes that are not guarded (health) stay open. */
export function addGuard(app: FastifyInstance, check: CallerCheck): Guard {
  app.decorateRequest('vouched', null);
  app.decorateRequest('provedActor', null);
  const readJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    settle(
      proved(check, request, body),
      (isProved) => {
        if (isProved) request.provedActor = request.vouched?.actor ?? null;
        void readJson(request, body, done);
      },
      (error) => {
        done(error as Error);
      },
    );
  });
  return {
    onRequest: (request, reply, done) => {
      settle(
        () => check.vouch(request.headers.authorization),
        (vouched) => {
          request.vouched = vouched;
          done();
        },
        (error) => {
          refuse(reply, error, done);
        },
      );
    },
    preHandler: (request, reply, done) => {
      if (request.provedActor !== null) done();
      else refuse(reply, unproved(), done);
    },
  };
}

/** Who asks, on a guarded route. */
export function provedActorOf({ provedActor }: FastifyRequest): Actor {
  if (provedActor === null) throw new Error('A guarded route was reached without a proved actor.');
  return provedActor;
}

function proved(check: CallerCheck, { vouched, headers }: FastifyRequest, body: string) {
  return (): boolean | Promise<boolean> => {
    const proof = headers[PROOF_HEADER];
    return vouched !== null && check.isProved(vouched, typeof proof === 'string' ? proof : undefined, body);
  };
}

/** At once when the value is at hand: a known token and a shared secret cost no turn of the event loop. */
function settle<T>(start: () => T | Promise<T>, then: (value: T) => void, failed: (error: unknown) => void): void {
  let value: T | Promise<T>;
  try {
    value = start();
  } catch (error) {
    failed(error);
    return;
  }
  if (value instanceof Promise) value.then(then, failed);
  else then(value);
}

function unproved(): GraphQLError {
  return hubError(
    'INTERNAL_PROOF_INVALID',
    `Le corps de la demande n’est pas celui que la passerelle a envoyé, ou sa preuve (« ${PROOF_HEADER} ») manque.`,
  );
}

function refuse(reply: FastifyReply, error: unknown, done: HookHandlerDoneFunction): void {
  if (!(error instanceof GraphQLError)) {
    done(error as Error);
    return;
  }
  void reply
    .code(401)
    .header('www-authenticate', 'Bearer')
    .send({ errors: [error] });
}
