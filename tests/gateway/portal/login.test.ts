import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { logIn, setUpLogin, type LoginSetup } from '../../support/login-world.ts';
import { personBrowser } from '../../support/person-browser.ts';
import { ask, openGateway, type World } from '../world.ts';

let setup: LoginSetup;
let world: World;
beforeAll(async () => {
  setup = await setUpLogin();
  world = await openGateway({ port: setup.port, ...setup.settings });
});
afterAll(async () => {
  await world.close();
  await setup.provider.stop();
});

const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

describe('logging in', () => {
  it('asks the provider for a code, with PKCE, a state and a nonce, and sends people back to the hub alone', async () => {
    const seen = await personBrowser().get(`${setup.publicUrl}/connexion`);
    const address = new URL(seen.headers.get('location') ?? '');
    const { code_challenge, state, nonce, ...rest } = Object.fromEntries(address.searchParams);
    expect(address.origin).toBe(setup.provider.issuer);
    expect([code_challenge, state, nonce].every((text) => /^[\w-]{43}$/.test(text ?? ''))).toBe(true);
    expect(rest).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${setup.publicUrl}/connexion/retour`,
    });
    expect(seen.headers.get('set-cookie')).toMatch(/^hub-connexion=.*HttpOnly; SameSite=Lax$/);
  });

  it('leads to one’s own page, which says in French who one is', async () => {
    const { page } = await logIn(setup);
    expect(page).toMatchObject({ status: 200, url: `${setup.publicUrl}/mon-espace` });
    expect(page.text).toContain('Conseiller (LGN)');
    expect(page.text).toContain('lire les diagnostics des foyers');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('gives the browser a cookie that no script reads, and no token', async () => {
    const { browser, page } = await logIn(setup);
    const [secret, ...others] = browser.cookies(setup.publicUrl).values();
    expect(others).toEqual([]);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(page.text).not.toMatch(/ey[\w-]+\.[\w-]+/);
  });

  it('says so to somebody who has an account and no role', async () => {
    const { page } = await logIn(setup, { account: 'personne' });
    expect(page.text).toContain('votre compte n’a pas de rôle dans le hub');
  });

  it.each([
    ['/explorer', '/explorer'],
    ['https://pirate.exemple/', '/mon-espace'],
    ['//pirate.exemple', '/mon-espace'],
    ['/\\pirate.exemple', '/mon-espace'],
    ['/connexion/retour', '/mon-espace'],
    ['javascript:alert(1)', '/mon-espace'],
  ])('from a link that names %s leads to %s', async (named, reached) => {
    const browser = personBrowser();
    const start = `${setup.publicUrl}/connexion?retour=${encodeURIComponent(named)}`;
    const form = await browser.follow(start);
    const entered = await browser.post(form.url, { login: 'advisor' });
    const page = await browser.follow(new URL(entered.headers.get('location') ?? '', form.url).href);
    expect(page.url).toBe(setup.publicUrl + reached);
  });
});

describe('the token of a session', () => {
  it('is given to a page of the hub, and /graphql knows the person by it', async () => {
    const { browser } = await logIn(setup);
    const answer = await browser.post(`${setup.publicUrl}/session/jeton`);
    const { token } = JSON.parse(answer.text) as { token: string };
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(decodeJwt(token)).toMatchObject({ iss: setup.provider.issuer, aud: 'declic47-hub', sub: 'advisor' });
    const { status, headers } = await ask(world, '{ communes { name } }', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect({ status, quota: headers.get('ratelimit-policy') }).toMatchObject({ status: 200 });
    expect(headers.get('ratelimit-policy')).toContain('person');
  });

  it('is nobody’s by the cookie alone: /graphql does not read it', async () => {
    const { browser } = await logIn(setup);
    const cookie = [...browser.cookies(setup.publicUrl)].map((pair) => pair.join('=')).join('; ');
    const { headers } = await ask(world, '{ communes { name } }', { headers: { cookie } });
    expect(headers.get('ratelimit-policy')).toContain('anonymous');
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://pirate.exemple' }],
    ['another host of the domain', { 'sec-fetch-site': 'same-site' }],
    ['another origin, whatever it says of the site', { ...OWN_PAGE, origin: 'https://pirate.exemple' }],
    ['a page that hides where it is', { origin: 'null' }],
    ['what says nothing of itself', {}],
  ])('is refused to %s', async (_whom, headers) => {
    const { browser } = await logIn(setup);
    const answer = await browser.post(`${setup.publicUrl}/session/jeton`, {}, { accept: '*/*', ...headers });
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('token');
    expect((await browser.post(`${setup.publicUrl}/deconnexion`, {}, headers)).status).toBe(403);
    expect((await browser.get(`${setup.publicUrl}/mon-espace`)).text).toContain('Conseiller');
  });

  it('is given to nobody who has no session', async () => {
    const answer = await personBrowser().post(`${setup.publicUrl}/session/jeton`, {}, { ...OWN_PAGE, accept: '*/*' });
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('SESSION_REQUIRED');
  });
});

describe('logging out', () => {
  it('ends the session here, its refresh token, and the session at the provider', async () => {
    const { browser } = await logIn(setup);
    const former = new Map(browser.cookies(setup.publicUrl));
    const leaving = await browser.post(`${setup.publicUrl}/deconnexion`);
    const [, away = ''] = /^0; url=(.*)$/.exec(leaving.headers.get('refresh') ?? '') ?? [];
    expect(away).toMatch(new RegExp(`^${setup.provider.issuer}/session/end\\?`));
    expect(leaving.headers.get('clear-site-data')).toBe('"storage"');
    expect(setup.provider.requests).toContain('POST /token/revocation');
    const confirm = await browser.get(away);
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(confirm.text) ?? [];
    const left = await browser.post(`${setup.provider.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    const back = await browser.follow(left.headers.get('location') ?? '');
    expect(back.url).toMatch(`${setup.publicUrl}/deconnexion/retour`);
    expect(back.text).toContain('Vous êtes déconnecté');
    // A copy of the cookie opens nothing any more.
    for (const [name, value] of former) browser.cookies(setup.publicUrl).set(name, value);
    expect((await browser.get(`${setup.publicUrl}/mon-espace`)).text).toContain('Vous n’êtes pas connecté');
  });

  it('asks who one is again: the provider has forgotten too', async () => {
    const form = await personBrowser().follow(`${setup.publicUrl}/connexion`);
    expect(form.text).toContain('<title>Fournisseur</title>');
  });

  it('of somebody who is not logged in says so, and does nothing else', async () => {
    const seen = await personBrowser().post(`${setup.publicUrl}/deconnexion`);
    expect(seen.headers.get('location')).toBe('/deconnexion/retour');
  });
});

describe('what the gateway logs of all this', () => {
  it('holds no token, code, cookie, secret or name', () => {
    const log = world.logLines.join('');
    expect(log).toContain('"event":"logged-in"');
    expect(log).not.toMatch(/ey[\w-]{10,}|code=|state=|[^\w-][\w-]{43}[^\w-]/);
    expect(log).not.toContain('"advisor"');
  });
});
