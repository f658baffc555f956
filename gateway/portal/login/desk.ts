import type { Logger } from '../../../platform/log.ts';
import type { Identity } from '../../identity/identity.ts';
import type { Reception } from '../../reception.ts';
import { openRedis } from '../../redis.ts';
import type { GatewaySettings } from '../../settings.ts';
import { loginCookies, type LoginCookies } from './cookies.ts';
import type { LoginSettings } from './login-settings.ts';
import { openProvider, type Provider } from './providers.ts';
import { redisSessions } from './redis-sessions.ts';
import { renewalBy } from './renewal.ts';
import { memorySessions } from './session-store.ts';
import { openSessions, type Sessions } from './sessions.ts';
import { openTrial, type Trial } from './trial.ts';

export const RETURN_PATH = '/connexion/retour';
export const LOGGED_OUT_PATH = '/deconnexion/retour';

/** Where people log in, are known again, and log out. */
export interface Desk {
  readonly settings: LoginSettings | undefined;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly sessions: Sessions;
  readonly trial: Trial | undefined;
  readonly cookies: LoginCookies;
  readonly identity: Identity;
  readonly reception: Reception;
  readonly log: Logger;
}

/** `undefined` when nobody can log in: there is then no page for it. */
export function openDesk(
  { login, developmentKeys, protection, logger }: GatewaySettings,
  { identity, reception }: { readonly identity: Identity; readonly reception: Reception },
): Desk | undefined {
  if (login === undefined && developmentKeys === undefined) return undefined;
  const { redisUrl } = protection;
  const providers = login === undefined ? new Map<string, Provider>() : providersOf(login);
  const trial = developmentKeys === undefined ? undefined : openTrial(developmentKeys);
  const store = redisUrl === undefined ? memorySessions() : redisSessions(openRedis(redisUrl, logger));
  return {
    settings: login,
    providers,
    sessions: openSessions(store, renewalBy({ providers, identity, trial, log: logger })),
    trial,
    cookies: loginCookies(login?.publicUrl.startsWith('https:') ?? false),
    identity,
    reception,
    log: logger,
  };
}

function providersOf({ publicUrl, providers }: LoginSettings): ReadonlyMap<string, Provider> {
  const returnUrl = publicUrl + RETURN_PATH;
  const loggedOutUrl = publicUrl + LOGGED_OUT_PATH;
  return new Map(providers.map((settings) => [settings.id, openProvider({ settings, returnUrl, loggedOutUrl })]));
}
