import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeProtectedHeader } from 'jose';
import { declaredIssuers, type IssuerDeclaration } from '../../../gateway/identity/issuers.ts';
import { loginOf } from '../../../gateway/portal/login/login-settings.ts';
import { freePort } from '../../support/free-port.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { logIn } from '../../support/login-world.ts';
import {
  CLIENT_ID,
  openOidcProvider,
  RESOURCE,
  type OidcOptions,
  type OidcProvider,
} from '../../support/oidc-provider.ts';
import { personBrowser, type PersonBrowser } from '../../support/person-browser.ts';
import { ask, openGateway, type World } from '../world.ts';

interface Case {
  readonly id: string;
  readonly algorithm: NonNullable<OidcOptions['algorithm']>;
  readonly options: Partial<OidcOptions>;
  readonly issuer: Partial<IssuerDeclaration>;
  readonly account: string;
  readonly shows: readonly string[];
}

/** Three providers at once, each with its signatures and its claims. */
const CASES: readonly Case[] = [
  {
    id: 'keycloak',
    algorithm: 'RS256',
    options: {
      clientSecret: 'le-secret-du-client',
      claimsOf: (account) => ({ realm_access: { roles: [account, 'offline_access'] }, siret: '13002526500013' }),
    },
    issuer: { claims: { roles: 'realm_access.roles' }, roleNames: { 'lgn-conseiller': 'advisor' } },
    account: 'lgn-conseiller',
    shows: ['Conseiller (LGN)', 'SIRET 13002526500013'],
  },
  {
    id: 'proconnect',
    algorithm: 'ES256',
    options: { claimsOf: () => ({ siret: '20006893000010', given_name: 'Camille' }) },
    issuer: {
      grantableRoles: ['epci-staff'],
      organisations: { '20006893000010': { roles: ['epci-staff'], epciSirens: ['200068930'] } },
    },
    account: 'camille',
    shows: ['Agent d’EPCI', 'SIREN 200068930'],
  },
  {
    id: 'operateur',
    algorithm: 'EdDSA',
    options: { claimsOf: (account) => ({ roles: 'operator-agent auditor', organisation: account }) },
    issuer: { claims: { organisationId: 'organisation' } },
    account: 'demo-operateur',
    shows: ['Agent d’opérateur, Auditeur', 'demo-operateur'],
  },
];

let port: number;
let publicUrl: string;
let world: World;
const providers = new Map<string, OidcProvider>();
const providerOf = (id: string) => providers.get(id) ?? fail(id);
beforeAll(async () => {
  port = await freePort();
  publicUrl = `http://127.0.0.1:${port}`;
  for (const { id, algorithm, options } of CASES) {
    const redirectUris = [`${publicUrl}/connexion/retour`];
    providers.set(id, await openOidcProvider({ algorithm, redirectUris, ...options }));
  }
  const issuers = declaredIssuers(
    CASES.map(({ id, issuer }) => ({
      issuer: providerOf(id).issuer,
      audience: 'declic47-hub',
      jwks: providerOf(id).jwksUri,
      ...issuer,
    })),
  );
  const entries = CASES.map(({ id, options: { clientSecret } }) => ({
    id,
    name: `Compte ${id}`,
    issuer: providerOf(id).issuer,
    clientId: CLIENT_ID,
    resource: RESOURCE,
    clientSecret,
  }));
  const login = loginOf(JSON.stringify({ publicUrl, providers: entries }), issuers);
  world = await openGateway({ port, login, identity: { issuers, clockSkewSeconds: 0 } });
});
afterAll(async () => {
  await world.close();
  for (const provider of providers.values()) await provider.stop();
});

function fail(id: string): never {
  throw new Error(`No provider ${id}.`);
}

const enter = (id: string, account: string, browser: PersonBrowser = personBrowser()) =>
  logIn({ publicUrl, provider: providerOf(id) }, { account, browser, start: `/connexion?fournisseur=${id}` });

async function tokenOf(browser: PersonBrowser): Promise<string> {
  return (JSON.parse((await browser.post(`${publicUrl}/session/jeton`)).text) as { token: string }).token;
}

async function statusWith(token: string): Promise<number> {
  return (await ask(world, '{ communes { name } }', { headers: { authorization: `Bearer ${token}` } })).status;
}

describe('several providers at once', () => {
  it('are a page of choice, which an unknown name leads to as well', async () => {
    for (const path of ['/connexion', '/connexion?fournisseur=inconnu', '/connexion?fournisseur=__proto__']) {
      const seen = await personBrowser().get(publicUrl + path);
      expect(seen.status).toBe(200);
      for (const { id } of CASES) expect(seen.text).toContain(`/connexion?fournisseur=${id}&amp;retour=%2Fmon-espace`);
    }
  });

  it.each(CASES)('$id, which signs by $algorithm: its claims are the person’s roles and perimeter', async (one) => {
    const { browser, page } = await enter(one.id, one.account);
    for (const text of one.shows) expect(page.text).toContain(text);
    const token = await tokenOf(browser);
    expect(decodeProtectedHeader(token).alg).toBe(one.algorithm);
    expect(await statusWith(token)).toBe(200);
  });

  it('never take the answer of one for that of another', async () => {
    const browser = personBrowser();
    const begun = await browser.get(`${publicUrl}/connexion?fournisseur=keycloak`);
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const answer = new URLSearchParams({ code: 'x', state, iss: providerOf('proconnect').issuer });
    const seen = await browser.get(`${publicUrl}/connexion/retour?${answer.toString()}`);
    expect(seen.text).toContain('LOGIN_MISCONFIGURED');
  });
});

describe('a provider that changes its signing key', () => {
  let clock: HeldClock;
  beforeAll(() => {
    clock = holdClock();
  });
  afterAll(() => clock.release());

  it('is followed without a restart: people log in, and are known at /graphql', async () => {
    const { browser } = await enter('proconnect', 'camille');
    const former = await tokenOf(browser);
    expect(await statusWith(former)).toBe(200);
    await providerOf('proconnect').rotateKeys();
    // The gateway asks for keys again at most every five seconds.
    clock.advance(5000);
    const { browser: next } = await enter('proconnect', 'camille');
    const token = await tokenOf(next);
    expect(decodeProtectedHeader(token).kid).not.toBe(decodeProtectedHeader(former).kid);
    expect(await statusWith(token)).toBe(200);
    expect(await statusWith(former)).toBe(401);
  });
});
