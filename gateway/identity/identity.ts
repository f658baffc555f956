import { ANONYMOUS, type Actor, type Headers, type Partner, type Person } from '../../platform/actor.ts';
import { hubError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/log.ts';
import type { ApiKeys } from '../keys/api-keys.ts';
import { isKeyText } from '../keys/key-text.ts';
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
  /** @throws what the caller is told: 401 with a code, and 503 when who could verify it does not answer */
  readonly identify: (headers: Headers) => Actor | Promise<Actor>;
  readonly close: () => void;
}

const BEARER = /^Bearer +(\S+)$/i;
const KEY_HEADER = 'x-api-key';

/** A key alone is its partner's; with a token, the person's, who comes through the partner's front-end. */
export function openIdentity(
  { issuers, clockSkewSeconds }: IdentitySettings,
  { keys, log }: { readonly keys: ApiKeys; readonly log: Logger },
): Identity {
  const persons = openPersonTokens({ issuers, clockSkewSeconds, log });
  const through = throughFrontEnds();
  return {
    known: (headers) => {
      const shown = headers[KEY_HEADER];
      if (shown === undefined) return knownByToken(headers, persons);
      const partner = keys.known(shown);
      const actor = partner === undefined ? undefined : knownByToken(headers, persons);
      return partner === undefined || actor === undefined ? undefined : through(actor, partner);
    },
    identify: (headers) => {
      const shown = headers[KEY_HEADER];
      const partner = shown === undefined ? undefined : keys.verify(shown);
      const actor = knownByToken(headers, persons) ?? persons.verify(tokenOf(headers));
      if (partner === undefined) return actor;
      return actor instanceof Promise ? actor.then((person) => through(person, partner)) : through(actor, partner);
    },
    close: persons.close,
  };
}

/** The same object for the same person and key: what is worked out for a caller is kept by it. */
function throughFrontEnds(): (actor: Actor, partner: Partner) => Actor {
  const known = new WeakMap<Person, WeakMap<Partner, Person>>();
  return (actor, partner) => {
    if (actor.kind !== 'person') return partner;
    let ofPerson = known.get(actor);
    if (ofPerson === undefined) known.set(actor, (ofPerson = new WeakMap<Partner, Person>()));
    let person = ofPerson.get(partner);
    if (person === undefined) ofPerson.set(partner, (person = { ...actor, through: partner }));
    return person;
  };
}

function knownByToken(headers: Headers, persons: PersonTokens): Actor | undefined {
  const { authorization } = headers;
  if (authorization === undefined || authorization === '') return ANONYMOUS;
  const token = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
  return token === undefined ? undefined : persons.known(token);
}

function tokenOf({ authorization }: Headers): string {
  const token = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
  if (token !== undefined && isKeyText(token)) {
    throw hubError(
      'TOKEN_INVALID',
      'L’en-tête « Authorization » porte une clé de partenaire : mettez-la dans l’en-tête « X-API-Key ».',
    );
  }
  if (token !== undefined) return token;
  throw hubError('TOKEN_INVALID', 'L’en-tête « Authorization » n’est pas lisible. Attendu : « Bearer <jeton> ».');
}
