import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { logIn, setUpLogin, type LoginSetup } from '../../support/login-world.ts';
import { personBrowser, type PersonBrowser, type Seen } from '../../support/person-browser.ts';
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

/** Up to the address by which the provider sends somebody back, which is not opened. */
async function upToReturn(browser: PersonBrowser, change: (start: URL) => void = () => undefined): Promise<URL> {
  const begun = await browser.get(`${setup.publicUrl}/connexion`);
  const start = new URL(begun.headers.get('location') ?? '');
  change(start);
  const isReturn = (url: string) => url.startsWith(setup.publicUrl);
  const form = await browser.follow(start.href);
  const entered = await browser.post(form.url, { login: 'advisor' });
  const back = await browser.follow(new URL(entered.headers.get('location') ?? '', form.url).href, isReturn);
  return new URL(back.url);
}

function isRefused(seen: Seen, status: number, code: string): void {
  expect({ status: seen.status, code: /<code>(\w+)<\/code>/.exec(seen.text)?.[1] }).toEqual({ status, code });
  expect(seen.headers.getSetCookie().join()).not.toMatch(/hub-session=[\w-]/);
}

describe('the return of a login', () => {
  it('is refused with another state than that of the login under way', async () => {
    const browser = personBrowser();
    const back = await upToReturn(browser);
    back.searchParams.set('state', 'x'.repeat(43));
    isRefused(await browser.get(back.href), 400, 'LOGIN_MISMATCH');
  });

  it('is refused in a browser where no login was begun: nobody is logged in as somebody else', async () => {
    const back = await upToReturn(personBrowser());
    isRefused(await personBrowser().get(back.href), 400, 'LOGIN_EXPIRED');
  });

  it('is refused in a browser where another login was begun', async () => {
    const back = await upToReturn(personBrowser());
    const victim = personBrowser();
    await victim.get(`${setup.publicUrl}/connexion`);
    isRefused(await victim.get(back.href), 400, 'LOGIN_MISMATCH');
  });

  it('is good once', async () => {
    const browser = personBrowser();
    const back = await upToReturn(browser);
    const pending = new Map(browser.cookies(setup.publicUrl));
    expect((await browser.get(back.href)).status).toBe(303);
    for (const [name, value] of pending) browser.cookies(setup.publicUrl).set(name, value);
    isRefused(await browser.get(back.href), 400, 'LOGIN_EXPIRED');
  });

  it('is refused when the provider was asked with another nonce', async () => {
    const browser = personBrowser();
    const back = await upToReturn(browser, (start) => {
      start.searchParams.set('nonce', 'another');
    });
    isRefused(await browser.get(back.href), 502, 'LOGIN_MISCONFIGURED');
  });

  it('is refused when the code was made for another verifier', async () => {
    const browser = personBrowser();
    const back = await upToReturn(browser, (start) => {
      start.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
    });
    isRefused(await browser.get(back.href), 400, 'LOGIN_EXPIRED');
  });

  it('is refused when it says to be of another issuer', async () => {
    const browser = personBrowser();
    const back = await upToReturn(browser);
    back.searchParams.set('iss', 'https://pirate.exemple');
    isRefused(await browser.get(back.href), 502, 'LOGIN_MISCONFIGURED');
  });

  it('is refused after ten minutes, and with a cookie that is not of ours', async () => {
    const browser = personBrowser();
    const back = await upToReturn(browser);
    const jar = browser.cookies(setup.publicUrl);
    const [name, value] = [...jar][0] ?? ['', ''];
    const [secret, provider, place, seconds] = value.split('.');
    const old = [secret, provider, place, Number(seconds) - 601].join('.');
    for (const text of [old, 'x', `${secret}.autre.0.${seconds}`, `${secret}.essai.0.9999999999`]) {
      jar.set(name, text);
      isRefused(await browser.get(back.href), 400, 'LOGIN_EXPIRED');
    }
  });

  it.each([
    ['access_denied', 403, 'LOGIN_REFUSED'],
    ['temporarily_unavailable', 503, 'IDENTITY_UNAVAILABLE'],
    ['invalid_scope', 502, 'LOGIN_MISCONFIGURED'],
    ['<script>alert(1)</script>', 502, 'LOGIN_MISCONFIGURED'],
  ])('that says %s is told by a page', async (error, status, code) => {
    const browser = personBrowser();
    const begun = await browser.get(`${setup.publicUrl}/connexion`);
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const answer = new URLSearchParams({ error, state, iss: setup.provider.issuer });
    const seen = await browser.get(`${setup.publicUrl}/connexion/retour?${answer.toString()}`);
    isRefused(seen, status, code);
    expect(seen.text).not.toContain('<script>');
  });

  it('of somebody who gives up at the provider is told by a page', async () => {
    const browser = personBrowser();
    const form = await browser.follow(`${setup.publicUrl}/connexion`);
    const given = await browser.post(form.url, { cancel: '1' });
    const seen = await browser.follow(new URL(given.headers.get('location') ?? '', form.url).href);
    isRefused(seen, 403, 'LOGIN_REFUSED');
  });
});

describe('a session’s cookie', () => {
  it.each([
    ['changed', (secret: string) => (secret.startsWith('A') ? 'B' : 'A') + secret.slice(1)],
    ['cut', (secret: string) => secret.slice(1)],
    ['of no form at all', () => '../../secret'],
    ['very long', () => 'x'.repeat(4000)],
  ])('that was %s opens nothing, and is taken back', async (_how, change) => {
    const { browser } = await logIn(setup);
    const jar = browser.cookies(setup.publicUrl);
    jar.set('hub-session', change(jar.get('hub-session') ?? ''));
    const seen = await browser.get(`${setup.publicUrl}/mon-espace`);
    expect(seen.text).toContain('Vous n’êtes pas connecté');
    expect(jar.has('hub-session')).toBe(false);
  });

  it('of before a login is not that of after, and is worth nothing then', async () => {
    const { browser } = await logIn(setup);
    const former = browser.cookies(setup.publicUrl).get('hub-session') ?? '';
    await browser.follow(`${setup.publicUrl}/connexion`);
    expect(browser.cookies(setup.publicUrl).get('hub-session')).not.toBe(former);
    const thief = personBrowser();
    thief.cookies(setup.publicUrl).set('hub-session', former);
    expect((await thief.get(`${setup.publicUrl}/mon-espace`)).text).toContain('Vous n’êtes pas connecté');
  });
});

describe('while the provider is down', () => {
  it('a login is answered by a page, 503, and the hub goes on', async () => {
    const other = await setUpLogin();
    const gateway = await openGateway({ port: other.port, ...other.settings });
    try {
      await other.provider.stop();
      const seen = await personBrowser().get(`${other.publicUrl}/connexion`);
      isRefused(seen, 503, 'IDENTITY_UNAVAILABLE');
      expect((await ask(gateway, '{ communes { name } }')).status).toBe(200);
      await other.provider.start();
      expect((await logIn(other)).page.text).toContain('Conseiller (LGN)');
    } finally {
      await gateway.close();
      await other.provider.stop();
    }
  });
});

describe('an account whose token is not for the hub', () => {
  it('is told so by a page: nobody is logged in', async () => {
    const other = await setUpLogin({ audience: 'une-autre-application' });
    const gateway = await openGateway({ port: other.port, ...other.settings });
    try {
      const { browser, page } = await logIn(other);
      isRefused(page, 403, 'TOKEN_FOREIGN');
      expect([...browser.cookies(other.publicUrl)]).toEqual([]);
    } finally {
      await gateway.close();
      await other.provider.stop();
    }
  });
});
