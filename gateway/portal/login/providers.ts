import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  refreshTokenGrant,
  tokenRevocation,
  type ClientAuth,
  type ServerMetadata,
} from 'openid-client';
import { fetchFromProvider } from './fetch-from-provider.ts';
import { faultOf, LoginFault } from './login-fault.ts';
import type { ProviderSettings } from './login-settings.ts';
import type { PendingLogin } from './pending-login.ts';

/** What a provider gives for a person. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
}

/** An OpenID provider, asked only when somebody needs it. Every failure of it is a `LoginFault`. */
export interface Provider {
  readonly settings: ProviderSettings;
  readonly loginUrl: (pending: PendingLogin) => Promise<URL>;
  /** @param answer the address to which the provider sent the person back. */
  readonly exchange: (answer: URL, pending: PendingLogin) => Promise<Tokens>;
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
  /** Where the person ends its session at the provider; `null` when there is no such place. */
  readonly logoutUrl: (idToken: string | null) => Promise<URL | null>;
  /** Makes a refresh token useless, where the provider allows it. */
  readonly revoke: (refreshToken: string) => Promise<void>;
}

export interface ProviderOptions {
  readonly settings: ProviderSettings;
  /** The hub's own pages, to which the provider sends people back. */
  readonly returnUrl: string;
  readonly loggedOutUrl: string;
}

/** For an issuer of this machine alone. The very function of the library, by which it knows that discovery is in the clear. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- it is not going away, it is marked so to stand out
const allowOnThisMachine: (made: Configuration) => void = allowInsecureRequests;

const TIMEOUT_SECONDS = 5;
const CURRENT_MS = 2000;

export function openProvider({ settings, returnUrl, loggedOutUrl }: ProviderOptions): Provider {
  const { current, known } = configurations(settings);
  const { scope, resource, parameters } = settings;
  const towards: Record<string, string> = resource === undefined ? {} : { resource };
  return {
    settings,
    loginUrl: (pending) =>
      asked(async () => {
        const challenge = await calculatePKCECodeChallenge(pending.verifier);
        return buildAuthorizationUrl(await current(), {
          ...parameters,
          ...towards,
          redirect_uri: returnUrl,
          scope,
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: challenge,
          code_challenge_method: 'S256',
        });
      }),
    exchange: (answer, { state, nonce, verifier }) =>
      asked(async () => {
        const checks = {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        };
        return tokensOf(await authorizationCodeGrant(await known(), answer, checks, towards));
      }),
    refresh: (refreshToken) =>
      asked(async () => tokensOf(await refreshTokenGrant(await known(), refreshToken, towards))),
    logoutUrl: (idToken) =>
      asked(async () => {
        const configuration = await known();
        if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
        const hint: Record<string, string> = idToken === null ? {} : { id_token_hint: idToken };
        return buildEndSessionUrl(configuration, { ...hint, post_logout_redirect_uri: loggedOutUrl });
      }),
    revoke: (refreshToken) =>
      asked(async () => {
        const configuration = await known();
        if (configuration.serverMetadata().revocation_endpoint === undefined) return;
        await tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' });
      }),
  };
}

/** What a provider publishes of itself. */
interface Configurations {
  /** As it is now: somebody is about to be sent there, which is of no use while the provider is down. */
  readonly current: () => Promise<Configuration>;
  /** As it was last read. */
  readonly known: () => Promise<Configuration>;
}

function configurations(settings: ProviderSettings): Configurations {
  let known: { readonly metadata: ServerMetadata; readonly readAt: number } | undefined;
  let pending: Promise<ServerMetadata> | undefined;
  const read = async (): Promise<ServerMetadata> => {
    const found = await discovery(new URL(settings.issuer), settings.clientId, undefined, authenticationOf(settings), {
      timeout: TIMEOUT_SECONDS,
      [customFetch]: fetchFromProvider,
      ...(isPlain(settings) ? { execute: [allowOnThisMachine] } : {}),
    });
    const metadata = found.serverMetadata();
    if (metadata.issuer !== settings.issuer) throw new LoginFault('unacceptable', 'issuer');
    known = { metadata, readAt: Date.now() };
    return metadata;
  };
  const readOnce = () => (pending ??= read().finally(() => (pending = undefined)));
  const of = async (metadata: ServerMetadata | undefined) => configuration(settings, metadata ?? (await readOnce()));
  return {
    current: () => of(known !== undefined && Date.now() - known.readAt < CURRENT_MS ? known.metadata : undefined),
    known: () => of(known?.metadata),
  };
}

/** A new one each time: it reads the provider's keys at each login, so that a new key is known at once. */
function configuration(settings: ProviderSettings, metadata: ServerMetadata): Configuration {
  const made = new Configuration({ ...metadata }, settings.clientId, undefined, authenticationOf(settings));
  made.timeout = TIMEOUT_SECONDS;
  made[customFetch] = fetchFromProvider;
  enableNonRepudiationChecks(made);
  if (isPlain(settings)) allowOnThisMachine(made);
  return made;
}

function authenticationOf({ clientSecret, clientAuthentication }: ProviderSettings): ClientAuth {
  if (clientSecret === undefined) return None();
  return clientAuthentication === 'client_secret_basic'
    ? ClientSecretBasic(clientSecret)
    : ClientSecretPost(clientSecret);
}

/** On this machine only: the settings accept no other plain address. */
function isPlain({ issuer }: ProviderSettings): boolean {
  return issuer.startsWith('http:');
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw faultOf(error);
  }
}

function tokensOf(answer: { access_token: string; refresh_token?: string; id_token?: string }): Tokens {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    idToken: answer.id_token ?? null,
  };
}
