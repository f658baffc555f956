import { jwtVerify, type JWTPayload, type JWTVerifyResult } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../actor.ts';
import { hubError } from '../errors.ts';
import { KeySetError, type KeySet } from '../key-set.ts';
import { actorOfClaim, INTERNAL_ALGORITHMS, MAX_LIFE_SECONDS, PROOF_TYPE, TOKEN_TYPE } from './claims.ts';
import { digestOf, proofKey, sameProof } from './proof.ts';

export interface CallerCheckOptions {
  /** The subgraph's name: a token made for another one is refused. */
  readonly audience: string;
  /** The gateways' public keys. */
  readonly keys: KeySet;
  /** Secrets shared with the gateways; without one, only signed proofs are good. */
  readonly proofSecrets: readonly string[];
  readonly clockSkewSeconds: number;
  readonly now?: () => Date;
}

/** What a subgraph knows of a request, once its token is verified and before its body is. */
export interface Vouched {
  readonly actor: Actor;
  readonly tokenDigest: string;
  readonly kid: string;
  readonly keyVersion: string;
  readonly expiresAtSeconds: number;
}

/** How a subgraph makes sure that a request comes from a gateway, whose caller it is, and that nobody changed its body. */
export interface CallerCheck {
  /** Verifies the token, once in its life. @throws INTERNAL_TOKEN_REQUIRED, INTERNAL_TOKEN_INVALID */
  readonly vouch: (authorization: string | undefined) => Vouched | Promise<Vouched>;
  /** Whether the proof binds this body to this token. */
  readonly isProved: (vouched: Vouched, proof: string | undefined, body: string) => boolean | Promise<boolean>;
}

const MOST_TOKENS = 10_000;
const MAX_TOKEN_CHARACTERS = 8192;
const BEARER = 'Bearer ';

export function openCallerCheck(options: CallerCheckOptions): CallerCheck {
  const verified = new LRUCache<string, Vouched>({ max: MOST_TOKENS });
  const now = options.now ?? (() => new Date());
  const isGood = ({ kid, keyVersion, expiresAtSeconds }: Vouched) =>
    now().getTime() / 1000 < expiresAtSeconds + options.clockSkewSeconds && options.keys.versionOf(kid) === keyVersion;
  const proofKeys = options.proofSecrets.map(proofKey);
  return {
    vouch: (authorization) => {
      const token = tokenOf(authorization);
      const known = verified.get(token);
      if (known !== undefined && isGood(known)) return known;
      return verify(token, options, now()).then((vouched) => {
        verified.set(token, vouched);
        return vouched;
      });
    },
    isProved: ({ tokenDigest }, proof, body) => {
      const tag = after('hmac-sha256=', proof);
      if (tag !== null) return proofKeys.some((key) => sameProof(tag, key.proofOf(tokenDigest, body)));
      const signed = after('jws=', proof);
      return signed !== null && isSigned(signed, { tokenDigest, bodyDigest: digestOf(body) }, options, now());
    },
  };
}

function tokenOf(authorization: string | undefined): string {
  if (authorization === undefined || authorization === '') {
    throw hubError(
      'INTERNAL_TOKEN_REQUIRED',
      'Ce service ne répond qu’à la passerelle du hub : adressez-lui la demande, elle seule sait dire au nom de qui.',
    );
  }
  const token = after(BEARER, authorization);
  if (token === null || token.length > MAX_TOKEN_CHARACTERS) throw refused();
  return token;
}

function after(start: string, text: string | undefined): string | null {
  return text?.startsWith(start) === true ? text.slice(start.length) : null;
}

async function verify(token: string, options: CallerCheckOptions, now: Date): Promise<Vouched> {
  const { payload, protectedHeader } = await verifiedBy(token, TOKEN_TYPE, options, now);
  const actor = actorOfClaim(payload['actor']);
  const { kid } = protectedHeader;
  const keyVersion = kid === undefined ? undefined : options.keys.versionOf(kid);
  if (actor === null || kid === undefined || keyVersion === undefined || !isShortLived(payload)) throw refused();
  return { actor, kid, keyVersion, tokenDigest: digestOf(token), expiresAtSeconds: payload.exp ?? 0 };
}

async function verifiedBy(
  text: string,
  typ: string,
  { audience, keys, clockSkewSeconds }: CallerCheckOptions,
  currentDate: Date,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(text, (header) => keys.keyFor(header), {
      audience,
      typ,
      currentDate,
      algorithms: INTERNAL_ALGORITHMS,
      clockTolerance: clockSkewSeconds,
      // Also refuses what was signed in the future, beyond the skew.
      maxTokenAge: MAX_LIFE_SECONDS,
      requiredClaims: ['exp', 'iat'],
    });
  } catch (error) {
    if (error instanceof KeySetError && error.reason === 'UNAVAILABLE') {
      const sentence =
        'Les clés publiques de la passerelle ne peuvent pas être lues : ce service ne peut pas la reconnaître pour l’instant.';
      throw hubError('INTERNAL_TOKEN_INVALID', sentence);
    }
    throw refused();
  }
}

function isShortLived({ exp = Infinity, iat = 0 }: JWTPayload): boolean {
  return exp - iat <= MAX_LIFE_SECONDS;
}

async function isSigned(
  signed: string,
  { tokenDigest, bodyDigest }: { tokenDigest: string; bodyDigest: string },
  options: CallerCheckOptions,
  now: Date,
): Promise<boolean> {
  try {
    const { payload } = await verifiedBy(signed, PROOF_TYPE, options, now);
    return payload['token'] === tokenDigest && payload['body'] === bodyDigest && isShortLived(payload);
  } catch {
    // Whatever is wrong with it, it proves nothing.
    return false;
  }
}

function refused(): Error {
  return hubError(
    'INTERNAL_TOKEN_INVALID',
    'Le jeton interne présenté n’est pas bon : il est expiré, fait pour un autre service, ou signé par une passerelle inconnue.',
  );
}
