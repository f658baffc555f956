import { decodeJwt } from 'jose';
import type { Actor, Person } from '../../../platform/actor.ts';
import { isHubError } from '../../../platform/errors.ts';
import type { Identity } from '../../identity/identity.ts';
import { LoginFault } from './login-fault.ts';
import type { Tokens } from './providers.ts';
import type { Session } from './sessions.ts';

/** A token is renewed that long before it expires, or in the last quarter of a short life. */
const RENEWED_BEFORE_SECONDS = 30;

/**
 * Whom an access token names, as `/graphql` would know it.
 *
 * @throws LoginFault when the hub does not accept it.
 */
export async function personOfToken(identity: Identity, accessToken: string): Promise<Person> {
  let actor: Actor;
  try {
    actor = await identity.identify({ authorization: `Bearer ${accessToken}` });
  } catch (error) {
    if (!isHubError(error)) throw error;
    const code = String((error as { extensions: { code?: unknown } }).extensions.code);
    throw new LoginFault(code === 'IDENTITY_UNAVAILABLE' ? 'unavailable' : 'foreign-token', code);
  }
  if (actor.kind !== 'person') throw new LoginFault('foreign-token', actor.kind);
  return actor;
}

/**
 * The session that a provider's tokens give, once the hub has accepted them.
 *
 * @throws LoginFault
 */
export async function sessionOfTokens(
  identity: Identity,
  { accessToken, refreshToken, idToken }: Tokens,
  { providerId, endsAtSeconds }: { providerId: string; endsAtSeconds: number },
): Promise<Session> {
  await personOfToken(identity, accessToken);
  const origin = { kind: 'provider', providerId, refreshToken, idToken } as const;
  return { ...timesOf(accessToken), accessToken, endsAtSeconds, origin };
}

/** When an accepted token expires, and from when on it is renewed. */
export function timesOf(accessToken: string): Pick<Session, 'expiresAtSeconds' | 'renewAtSeconds'> {
  const { exp = 0 } = decodeJwt(accessToken);
  const life = Math.max(0, exp - Date.now() / 1000);
  return { expiresAtSeconds: exp, renewAtSeconds: exp - Math.min(RENEWED_BEFORE_SECONDS, life / 4) };
}
