import { ANONYMOUS, type Actor, type Headers } from '../../platform/actor.ts';
import { hubError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/log.ts';
import type { IssuerSettings } from './issuers.ts';
import { openPersonTokens, type PersonTokens } from './person-tokens.ts';

export interface IdentitySettings {
  readonly issuers: readonly IssuerSettings[];
  readonly clockSkewSeconds: number;
}

/** Tells who asks, from a request's headers. */
export interface Identity {
  /**
   * At once: nobody in particular, or someone already verified. `undefined` for whoever has to be verified first or is
   * to be refused: `identify` says.
   */
  readonly known: (headers: Headers) => Actor | undefined;
  /** @throws what the caller is told: 401 with a code, and 503 when an identity provider does not answer */
  readonly identify: (headers: Headers) => Actor | Promise<Actor>;
  readonly close: () => void;
}

const BEARER = /^Bearer +(\S+)$/i;

export function openIdentity({ issuers, clockSkewSeconds }: IdentitySettings, log: Logger): Identity {
  const persons = openPersonTokens({ issuers, clockSkewSeconds, log });
  return {
    known: (headers) => knownActor(headers, persons),
    identify: (headers) => knownActor(headers, persons) ?? persons.verify(tokenOf(headers)),
    close: persons.close,
  };
}

function knownActor(headers: Headers, persons: PersonTokens): Actor | undefined {
  const { authorization } = headers;
  if (authorization === undefined || authorization === '') return ANONYMOUS;
  const token = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
  return token === undefined ? undefined : persons.known(token);
}

function tokenOf({ authorization }: Headers): string {
  const token = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
  if (token !== undefined) return token;
  throw hubError('TOKEN_INVALID', 'L’en-tête « Authorization » n’est pas lisible. Attendu : « Bearer <jeton> ».');
}
