import type { Logger } from '../../../platform/log.ts';
import type { Role } from '../../../platform/roles.ts';
import type { Identity } from '../../identity/identity.ts';
import { LoginFault } from './login-fault.ts';
import { sessionOfTokens } from './person-session.ts';
import type { Provider } from './providers.ts';
import type { Renewal, Session } from './sessions.ts';
import type { Trial } from './trial.ts';

export interface RenewalOptions {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly identity: Identity;
  readonly trial: Trial | undefined;
  readonly log: Logger;
}

/** Renews by the provider's refresh token. One that it refuses ends the session; one that it cannot judge now does not. */
export function renewalBy({ providers, identity, trial, log }: RenewalOptions): Renewal {
  return async (session) => {
    const { origin } = session;
    if (origin.kind === 'trial') return triedAgain(session, trial, origin.role);
    const provider = providers.get(origin.providerId);
    if (provider === undefined || origin.refreshToken === null) return whileGood(session);
    try {
      const tokens = await provider.refresh(origin.refreshToken);
      const whole = {
        accessToken: tokens.accessToken,
        refreshToken: tokens.refreshToken ?? origin.refreshToken,
        idToken: tokens.idToken ?? origin.idToken,
      };
      const { providerId } = origin;
      return await sessionOfTokens(identity, whole, { providerId, endsAtSeconds: session.endsAtSeconds });
    } catch (error) {
      if (!(error instanceof LoginFault)) throw error;
      log.warn({ event: 'session-not-renewed', provider: origin.providerId, kind: error.kind, reason: error.reason });
      if (error.kind !== 'unavailable') return undefined;
      const good = whileGood(session);
      if (good === undefined) throw error;
      return good;
    }
  };
}

async function triedAgain(session: Session, trial: Trial | undefined, role: Role): Promise<Session | undefined> {
  if (trial === undefined) return undefined;
  return { ...(await trial.sessionOf(role)), endsAtSeconds: session.endsAtSeconds };
}

function whileGood(session: Session): Session | undefined {
  return session.expiresAtSeconds > Date.now() / 1000 ? session : undefined;
}
