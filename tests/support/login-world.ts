import { declaredIssuers } from '../../gateway/identity/issuers.ts';
import { loginOf, type LoginSettings } from '../../gateway/portal/login/login-settings.ts';
import type { GatewaySettings } from '../../gateway/settings.ts';
import { freePort } from './free-port.ts';
import { CLIENT_ID, openOidcProvider, RESOURCE, type OidcOptions, type OidcProvider } from './oidc-provider.ts';
import { personBrowser, type PersonBrowser, type Seen } from './person-browser.ts';

export interface LoginSetup {
  readonly port: number;
  readonly publicUrl: string;
  readonly provider: OidcProvider;
  /** For a gateway that listens on `port`. */
  readonly settings: Pick<GatewaySettings, 'identity'> & { readonly login: LoginSettings };
}

/** A real provider, and the settings of a gateway by which people log in. */
export async function setUpLogin(
  options: Partial<OidcOptions> & { readonly login?: object; readonly issuer?: object } = {},
): Promise<LoginSetup> {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const { login = {}, issuer = {}, ...ofProvider } = options;
  const provider = await openOidcProvider({
    redirectUris: [`${publicUrl}/connexion/retour`],
    loggedOutUris: [`${publicUrl}/deconnexion/retour`],
    ...ofProvider,
  });
  const issuers = declaredIssuers([
    { issuer: provider.issuer, audience: 'declic47-hub', jwks: provider.jwksUri, ...issuer },
  ]);
  const { clientSecret } = ofProvider;
  const entry = {
    id: 'essai',
    name: 'Compte d’essai',
    issuer: provider.issuer,
    clientId: CLIENT_ID,
    resource: RESOURCE,
    ...(clientSecret === undefined ? {} : { clientSecret }),
  };
  const text = JSON.stringify({ publicUrl, providers: [entry], ...login });
  return {
    port,
    publicUrl,
    provider,
    settings: { identity: { issuers, clockSkewSeconds: 0 }, login: loginOf(text, issuers) },
  };
}

interface LoggingIn {
  readonly account?: string;
  readonly browser?: PersonBrowser;
  readonly start?: string;
}

/** Logs in as somebody whose account's name is a role; gives the page that comes after. */
export async function logIn(
  { publicUrl, provider }: Pick<LoginSetup, 'publicUrl' | 'provider'>,
  { account = 'advisor', browser = personBrowser(), start = '/connexion' }: LoggingIn = {},
): Promise<{ readonly browser: PersonBrowser; readonly page: Seen }> {
  const form = await browser.follow(publicUrl + start);
  if (!form.url.startsWith(provider.issuer)) throw new Error(`No login form: ${form.status} ${form.text}`);
  const entered = await browser.post(form.url, { login: account });
  const page = await browser.follow(new URL(entered.headers.get('location') ?? '', form.url).href);
  return { browser, page };
}
