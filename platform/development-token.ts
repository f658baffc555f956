import { createHash, timingSafeEqual } from 'node:crypto';
import { ANONYMOUS, type Actor, type Headers } from './actor.ts';
import { hubError } from './errors.ts';
import { ROLES, scopesOfRoles } from './roles.ts';

const BEARER = /^Bearer +(\S+)$/i;

/**
 * Reads the actor from a request's headers: whoever holds the development token is a person of every role, and may act
 * for one organisation (`hub-organisation`).
 *
 * @param token the development token of this process, `undefined` when there is none (then no token is good).
 * @throws UNAUTHENTICATED when a token is given and is not the good one: a wrong token is never anonymous.
 */
export function actorFrom(headers: Headers, token: string | undefined): Actor {
  const authorization = textHeader(headers, 'authorization');
  if (authorization === null) return ANONYMOUS;
  const given = BEARER.exec(authorization)?.[1];
  if (given === undefined || token === undefined || !sameSecret(given, token)) {
    throw hubError(
      'UNAUTHENTICATED',
      'Le jeton présenté n’est pas reconnu. Attendu : « Authorization: Bearer <jeton> ».',
    );
  }
  return {
    kind: 'person',
    id: 'development',
    organisationSiret: null,
    organisationId: textHeader(headers, 'hub-organisation'),
    roles: ROLES,
    epciSirens: [],
    scopes: scopesOfRoles(ROLES),
  };
}

function textHeader(headers: Headers, name: string): string | null {
  const value = headers[name];
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === '' ? null : text;
}

/** Compares digests, so that neither the length nor the content of the token can be measured. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
