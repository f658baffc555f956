import { createHash, timingSafeEqual } from 'node:crypto';
import { hubError } from './errors.ts';

/** Who asks. A development token stands for identity until it exists; it may act for one organisation. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'development'; readonly organisationId: string | null; readonly label: string };

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

const BEARER = /^Bearer +(\S+)$/i;

/**
 * Reads the actor from a request's headers.
 *
 * @param token the development token of this process, `undefined` when there is none (then no token is good).
 * @throws UNAUTHENTICATED when a token is given and is not the good one: a wrong token is never anonymous.
 */
export function actorFrom(headers: Headers, token: string | undefined): Actor {
  const authorization = textHeader(headers, 'authorization');
  if (authorization === null) return { kind: 'anonymous' };
  const given = BEARER.exec(authorization)?.[1];
  if (given === undefined || token === undefined || !sameSecret(given, token)) {
    throw hubError(
      'UNAUTHENTICATED',
      'Le jeton présenté n’est pas reconnu. Attendu : « Authorization: Bearer <jeton> ».',
    );
  }
  const organisationId = textHeader(headers, 'hub-organisation');
  return { kind: 'development', organisationId, label: organisationId ?? 'développement' };
}

/** @throws UNAUTHENTICATED unless the caller holds the development token. */
export function requireDevelopment(actor: Actor): Extract<Actor, { kind: 'development' }> {
  if (actor.kind === 'development') return actor;
  throw hubError(
    'UNAUTHENTICATED',
    'Cette donnée est réservée : présentez le jeton de développement (« Authorization: Bearer <jeton> »).',
  );
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
