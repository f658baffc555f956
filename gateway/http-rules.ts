import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { hubError, isHubError, type HubErrorCode } from '../platform/errors.ts';
import { spoken } from './limits/limit-refusal.ts';
import type { Logger } from '../platform/log.ts';
import { JWKS_PATH } from './identity/key-pages.ts';
import type { RequestFault } from './request-faults.ts';

const READ_METHODS = ['GET', 'HEAD'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  '/': READ_METHODS,
  '/explorer': READ_METHODS,
  '/mon-espace': READ_METHODS,
  '/connexion': READ_METHODS,
  '/deconnexion': ['POST'],
  '/session': READ_METHODS,
  '/session/jeton': ['POST'],
  '/health': READ_METHODS,
  '/ready': READ_METHODS,
  '/graphql': ['GET', 'POST'],
  [JWKS_PATH]: READ_METHODS,
};

/** Codes that docs/errors.md explains. */
type PublicCode = HubErrorCode | RequestFault;

/** What every answer tells browsers. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/** What holds for every answer: security headers, a request id, French faults, one log line without any value. */
export function addHttpRules(app: FastifyInstance, logger: Logger): void {
  app.addHook('onRequest', (request, reply) => {
    void reply.headers({ 'x-request-id': request.id, ...SECURITY_HEADERS });
    return Promise.resolve();
  });
  app.addHook('onResponse', (request, reply) => {
    const { method, id } = request;
    const ms = Math.round(reply.elapsedTime);
    logger.info({ event: 'request', id, method, route: request.routeOptions.url, status: reply.statusCode, ms });
    return Promise.resolve();
  });
  app.setNotFoundHandler(notFound);
  app.setErrorHandler((error, request, reply) => failed(error as FastifyError, { request, reply, logger }));
}

function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? '/';
  const allowed = ALLOWED[path];
  // A page that this hub does not have, though another may: nobody logs in here.
  if (allowed === undefined || allowed.includes(request.method)) {
    return answer(
      reply,
      404,
      'NOT_FOUND',
      'Cette page n’existe pas. L’accueil est à « / », l’API GraphQL à « /graphql ».',
    );
  }
  void reply.header('allow', allowed.join(', '));
  const sentence = `La méthode ${request.method} n’est pas acceptée ici : utilisez ${allowed.join(' ou ')}.`;
  return answer(reply, 405, 'METHOD_NOT_ALLOWED', sentence);
}

/** Faults of the body that Fastify finds before GraphQL does, by its code. */
const BODY_FAULTS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Le corps doit être du JSON, annoncé par « Content-Type: application/json ».',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'Le corps de la demande est vide. Exemple : {"query":"{ __typename }"}.',
};

function failed(
  error: FastifyError | GraphQLError,
  { request, reply, logger }: { request: FastifyRequest; reply: FastifyReply; logger: Logger },
): FastifyReply {
  const refusal = identityRefusal(error);
  if (refusal !== null) {
    if (refusal.challenge !== undefined) void reply.header('www-authenticate', refusal.challenge);
    return answer(reply, refusal.status, refusal.code, error.message);
  }
  if (error instanceof GraphQLError) return refused(error, reply);
  if ('code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refused(tooLargeBody(request), reply);
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
  if (status >= 400 && status < 500) {
    const sentence = BODY_FAULTS['code' in error ? error.code : ''];
    return answer(
      reply,
      status,
      'BAD_REQUEST',
      sentence ??
        'Le corps de la demande n’est pas du JSON bien formé, ou porte une clé interdite (« __proto__ », « constructor »). Exemple : {"query":"{ __typename }"}.',
    );
  }
  logger.error({ event: 'unexpected-error', id: request.id, error: error.name });
  return reply.code(500).send(UNEXPECTED_FAULT);
}

/** An expected fault, found before GraphQL reads the request. */
function refused({ message, extensions }: GraphQLError, reply: FastifyReply): FastifyReply {
  const { http, ...shown } = extensions;
  const { status } = (http ?? { status: 400 }) as { readonly status: number };
  return reply.code(status).send({ errors: [{ message, extensions: shown }] });
}

function tooLargeBody({ headers, routeOptions }: FastifyRequest): GraphQLError {
  const maximum = routeOptions.bodyLimit;
  const value = Math.max(Number(headers['content-length'] ?? 0), maximum + 1);
  return hubError(
    'REQUEST_TOO_LARGE',
    `La demande compte ${spoken(value)} octets ; le maximum est ${spoken(maximum)}. Demande trop volumineuse : passez les valeurs en variables, ou découpez-la.`,
    { limit: 'requestBytes', value, maximum, http: { status: 413 } },
  );
}
/** The answer to a request that met a bug of ours. */
export const UNEXPECTED_FAULT = fault(
  'INTERNAL_SERVER_ERROR',
  'Une erreur imprévue est survenue dans le hub ; elle est consignée.',
);

interface IdentityRefusal {
  readonly status: number;
  readonly code: HubErrorCode;
  /** How to say who one is. */
  readonly challenge?: string;
}

/** The status of a caller that is not recognised; `null` for any other error. */
function identityRefusal(error: FastifyError | GraphQLError): IdentityRefusal | null {
  if (!(error instanceof GraphQLError)) return null;
  if (!isHubError(error)) return null;
  const code = error.extensions['code'] as HubErrorCode;
  if (code === 'IDENTITY_UNAVAILABLE' || code === 'KEYS_UNAVAILABLE') return { status: 503, code };
  if (code.startsWith('KEY_')) return { status: 401, code, challenge: 'ApiKey realm="declic47"' };
  return code.startsWith('TOKEN_') ? { status: 401, code, challenge: 'Bearer error="invalid_token"' } : null;
}

/** Always in the form of a GraphQL error, so that a client reads every fault in one way. */
function answer(reply: FastifyReply, status: number, code: PublicCode, message: string): FastifyReply {
  return reply.code(status).send(fault(code, message));
}

function fault(code: PublicCode, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
