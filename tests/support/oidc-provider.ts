import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { oidcMemory } from './oidc-memory.ts';

type Algorithm = 'RS256' | 'ES256' | 'EdDSA';

export interface OidcOptions {
  readonly algorithm?: Algorithm;
  readonly accessTokenSeconds?: number;
  /** To which pages people are sent back. */
  readonly redirectUris: readonly string[];
  readonly loggedOutUris?: readonly string[];
  readonly clientSecret?: string;
  /** What tokens are for; the hub's, unless a test wants others. */
  readonly audience?: string;
  /** Claims of the access token, as Keycloak or ProConnect would put them. */
  readonly claimsOf?: (account: string) => Record<string, unknown>;
}

/** A real OpenID provider on loopback: people log in by a name alone. */
export interface OidcProvider {
  readonly issuer: string;
  readonly jwksUri: string;
  /** Requests it got, by path. */
  readonly requests: readonly string[];
  /** A new signing key; the former one is no longer published. */
  readonly rotateKeys: () => Promise<void>;
  /** Forgets sessions and what it granted: refresh tokens are no longer good. */
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

export const CLIENT_ID = 'hub';
export const RESOURCE = 'https://hub.exemple.fr/graphql';

export async function openOidcProvider(options: OidcOptions): Promise<OidcProvider> {
  const requests: string[] = [];
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const memory = oidcMemory();
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''}`);
    handle(request, response);
  };
  let server = await listening(listener, 0);
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const serve = async () => {
    const provider = new Provider(issuer, { ...(await configuration(options)), adapter: memory.adapterOf });
    // It is tested on a loopback address, in the clear.
    const callback = provider.callback();
    handle = (request, response) => {
      const uid = /^\/interaction\/([\w-]+)/.exec(request.url ?? '')?.[1];
      void (uid === undefined ? callback(request, response) : interact(provider, request, response));
    };
  };
  await serve();
  return {
    issuer,
    jwksUri: `${issuer}/jwks`,
    requests,
    rotateKeys: serve,
    forget: memory.forget,
    stop: () => closed(server),
    start: async () => {
      server = await listening(listener, port);
    },
  };
}

async function configuration(options: OidcOptions): Promise<Configuration> {
  const { algorithm = 'ES256', accessTokenSeconds = 300, clientSecret, audience = 'declic47-hub' } = options;
  const claimsOf = options.claimsOf ?? ((account) => ({ roles: [account] }));
  return {
    jwks: { keys: [await newKey(algorithm)] },
    clients: [
      {
        client_id: CLIENT_ID,
        ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
        token_endpoint_auth_method: clientSecret === undefined ? 'none' : 'client_secret_post',
        redirect_uris: [...options.redirectUris],
        post_logout_redirect_uris: [...(options.loggedOutUris ?? [])],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        id_token_signed_response_alg: algorithm,
      },
    ],
    cookies: { keys: ['only-in-tests'] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: { enabled: true, logoutSource },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'openid',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenSeconds,
          jwt: { sign: { alg: algorithm } },
        }),
      },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    extraTokenClaims: (_context, token) => claimsOf('accountId' in token ? token.accountId : ''),
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    loadExistingGrant: grantEverything,
    ttl: {
      AccessToken: accessTokenSeconds,
      IdToken: 300,
      RefreshToken: 3600,
      Session: 3600,
      Grant: 3600,
      Interaction: 600,
    },
  };
}

async function newKey(algorithm: Algorithm): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return {
    ...(await exportJWK(privateKey)),
    use: 'sig',
    alg: algorithm,
    kid: `key-${Math.random().toString(36).slice(2)}`,
  };
}

/** Nobody is asked to consent: the hub is of the same organisation. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client?.clientId ?? '',
    accountId: oidc.session?.accountId ?? '',
  });
  grant.addOIDCScope('openid');
  grant.addResourceScope(RESOURCE, 'openid');
  await grant.save();
  return grant;
}

function logoutSource(context: { body: unknown }, form: string): void {
  context.body = `<!doctype html><html lang="fr"><title>Fin de session</title>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Finir ma session</button></html>`;
}

const LOGIN_PAGE =
  '<!doctype html><html lang="fr"><title>Fournisseur</title><form method="post"><label>Compte <input name="login" autofocus></label><button>Entrer</button></form><form method="post"><button name="cancel" value="1">Annuler</button></form></html>';

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(LOGIN_PAGE);
    return;
  }
  let text = '';
  for await (const piece of request) text += String(piece);
  const form = new URLSearchParams(text);
  const result = form.has('cancel')
    ? { error: 'access_denied', error_description: 'The person cancelled.' }
    : { login: { accountId: form.get('login') ?? '' } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function listening(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
): Promise<Server> {
  const server = createServer(listener);
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve()).closeAllConnections();
  });
}
