import { decodeJwt, errors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Person } from '../../platform/actor.ts';
import { hubError } from '../../platform/errors.ts';
import { digestOf } from '../../platform/internal-token/proof.ts';
import { KeySetError, openKeySet, type KeySet } from '../../platform/key-set.ts';
import { keySourcesOf } from '../../platform/key-sources.ts';
import type { Logger } from '../../platform/log.ts';
import type { IssuerSettings } from './issuers.ts';
import { personOf } from './person-claims.ts';

export interface PersonTokensOptions {
  readonly issuers: readonly IssuerSettings[];
  readonly clockSkewSeconds: number;
  readonly log: Logger;
  /** How often the issuers' keys are asked for again: a key that is withdrawn ends its tokens by then. */
  readonly keysRefreshMs?: number;
  readonly now?: () => number;
}

/** Persons, by the access tokens of their identity providers. */
export interface PersonTokens {
  /** Of a token verified before and still good. */
  readonly known: (token: string) => Person | undefined;
  /** Verifies a token, once in its life. @throws a 401 that says why */
  readonly verify: (token: string) => Promise<Person>;
  readonly close: () => void;
}

interface Verified {
  readonly person: Person;
  readonly expiresAtSeconds: number;
  readonly keys: KeySet;
  readonly kid: string;
  readonly keyVersion: string;
}

interface Issuer {
  readonly settings: IssuerSettings;
  readonly keys: KeySet;
}

const MOST_TOKENS = 10_000;
const MAX_TOKEN_CHARACTERS = 8192;

export function openPersonTokens(options: PersonTokensOptions): PersonTokens {
  const { log, clockSkewSeconds, keysRefreshMs, now = Date.now } = options;
  const refresh = keysRefreshMs === undefined ? {} : { refreshMs: keysRefreshMs };
  const issuers = new Map<string, Issuer>();
  for (const settings of options.issuers) {
    issuers.set(settings.issuer, {
      settings,
      keys: openKeySet({ sources: keySourcesOf(settings.jwks), log, ...refresh }),
    });
  }
  // By digest: the tokens themselves are not kept in memory.
  const verified = new LRUCache<string, Verified>({ max: MOST_TOKENS });
  return {
    known: (token) => {
      const found = verified.get(digestOf(token));
      if (found === undefined) return undefined;
      const isGood = now() / 1000 < found.expiresAtSeconds + clockSkewSeconds;
      return isGood && found.keys.versionOf(found.kid) === found.keyVersion ? found.person : undefined;
    },
    verify: async (token) => {
      const found = await verify(token, issuers, { clockSkewSeconds, now });
      verified.set(digestOf(token), found);
      return found.person;
    },
    close: () => {
      for (const { keys } of issuers.values()) keys.close();
    },
  };
}

async function verify(
  token: string,
  issuers: ReadonlyMap<string, Issuer>,
  { clockSkewSeconds, now }: { clockSkewSeconds: number; now: () => number },
): Promise<Verified> {
  if (token.length > MAX_TOKEN_CHARACTERS) throw invalid();
  const issuer = issuers.get(issuerOf(token));
  if (issuer === undefined) throw foreign();
  const { settings, keys } = issuer;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, (header) => keys.keyFor(header), {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms: [...settings.algorithms],
      clockTolerance: clockSkewSeconds,
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'sub'],
    });
    const { kid } = protectedHeader;
    const keyVersion = kid === undefined ? undefined : keys.versionOf(kid);
    if (kid === undefined || keyVersion === undefined) throw invalid();
    return { person: personOf(payload, settings), expiresAtSeconds: payload.exp ?? 0, keys, kid, keyVersion };
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Whose keys to verify with; nothing else is believed of a token before it is verified. */
function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw invalid();
  }
}

function refusalOf(error: unknown): Error {
  if (error instanceof errors.JWTExpired) {
    return hubError('TOKEN_EXPIRED', 'Le jeton présenté a expiré : demandez-en un nouveau, puis refaites la demande.');
  }
  if (error instanceof KeySetError && error.reason === 'UNAVAILABLE') {
    const sentence =
      'Le fournisseur d’identité ne répond pas : les jetons ne peuvent pas être vérifiés pour l’instant, réessayez.';
    return hubError('IDENTITY_UNAVAILABLE', sentence);
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf' || error.claim === 'iat') {
      return hubError(
        'TOKEN_NOT_YET_VALID',
        'Le jeton présenté n’est pas encore valable : vérifiez l’heure de l’émetteur.',
      );
    }
    if (error.claim === 'aud' || error.claim === 'iss') return foreign();
  }
  return invalid();
}

function foreign(): Error {
  return hubError(
    'TOKEN_FOREIGN',
    'Le jeton présenté n’est pas destiné au hub, ou vient d’un fournisseur d’identité qu’il ne connaît pas.',
  );
}

function invalid(): Error {
  return hubError(
    'TOKEN_INVALID',
    'Le jeton présenté n’est pas reconnu. Attendu : « Authorization: Bearer <jeton> », avec un jeton signé et intact.',
  );
}
