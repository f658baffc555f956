import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openHub, type Hub } from '../support/hub.ts';
import { DEVELOPMENT_KEYS, IDENTITY } from '../support/identity.ts';
import { setUpLogin, type LoginSetup } from '../support/login-world.ts';
import { launchChromium } from './chromium.ts';

const LIFE_SECONDS = 6;
// Of the name that the explorer begins with: it learns of another only after a moment.
const QUESTION = 'query Bonjour { connectionDiagnostics(first: 1) { totalCount } }';

let setup: LoginSetup;
let hub: Hub;
let browser: Browser;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  setup = await setUpLogin({ accessTokenSeconds: LIFE_SECONDS });
  const { login, identity } = setup.settings;
  const issuers = [...identity.issuers, ...IDENTITY.issuers];
  hub = await openHub({
    port: setup.port,
    login,
    identity: { ...identity, issuers },
    developmentKeys: DEVELOPMENT_KEYS,
  });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await hub.close();
  await setup.provider.stop();
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR' });
  contexts.push(context);
  return context.newPage();
}

async function logIn(page: Page, account = 'advisor'): Promise<void> {
  await page.goto(hub.url);
  await page.getByRole('link', { name: 'Se connecter' }).click();
  await page.getByLabel('Compte').fill(account);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.waitForURL('**/mon-espace');
}

async function run(page: Page): Promise<string> {
  await page.locator('.graphiql-query-editor .CodeMirror').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(QUESTION);
  await page.getByRole('button', { name: /execute/i }).click();
  const answer = page.locator('.result-window');
  await answer.getByText('"data"').or(answer.getByText('"errors"')).first().waitFor();
  return (await answer.innerText()).replaceAll(/[\s\u200B]+/g, '');
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

describe('in a browser, somebody who logs in', () => {
  it('reads who they are, then in the explorer what is reserved for them', async () => {
    const page = await newPage();
    await logIn(page);
    expect(await page.getByRole('definition').first().innerText()).toBe('Conseiller (LGN)');
    await page.getByRole('link', { name: 'Ouvrir l’explorateur' }).click();
    await page.getByText('Connecté : Conseiller (LGN)').waitFor();
    expect(await run(page)).toMatch(/"totalCount":\d+/);
    const stored = await page.evaluate(
      () => [localStorage, sessionStorage].map((one) => JSON.stringify(one)).join('') + document.cookie,
    );
    expect(stored).not.toMatch(/ey[\w-]{20,}\./);
    await page.getByLabel('Interroger sans m’identifier').check();
    expect(await run(page)).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
  });

  it('goes on after the token has expired, without noticing', async () => {
    const page = await newPage();
    await logIn(page);
    await page.goto(`${hub.url}/explorer`);
    expect(await run(page)).toMatch(/"totalCount":\d+/);
    await delay((LIFE_SECONDS + 1) * 1000);
    expect(await run(page)).toMatch(/"totalCount":\d+/);
  });

  it('is told, in the explorer, that the session is over when the provider ends it', async () => {
    const page = await newPage();
    await logIn(page);
    await page.goto(`${hub.url}/explorer`);
    await page.getByText('Connecté : Conseiller (LGN)').waitFor();
    setup.provider.forget();
    await delay((LIFE_SECONDS + 1) * 1000);
    expect(await run(page)).toContain('Votresessionestfinie');
    await page.getByRole('link', { name: 'Se connecter' }).waitFor();
    expect(await run(page)).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
  });

  it('logs out of the hub and of the provider; the back button shows nothing', async () => {
    const page = await newPage();
    await logIn(page);
    await page.evaluate(() => localStorage.setItem('graphiql:variables', '12 rue des Lilas'));
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByRole('button', { name: 'Finir ma session' }).click();
    await page.waitForURL('**/deconnexion/retour*');
    expect(await heading(page)).toBe('Vous êtes déconnecté');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.goBack();
    await page.goto(`${hub.url}/mon-espace`);
    expect(await page.locator('main').innerText()).toContain('Vous n’êtes pas connecté');
    await page.getByRole('link', { name: 'Se connecter avec Compte d’essai' }).click();
    await page.getByLabel('Compte').waitFor();
  });

  it('finds nothing of the session by the back button alone', async () => {
    const page = await newPage();
    await logIn(page);
    await page.goto(`${hub.url}/droits`);
    await page.context().clearCookies();
    await page.goBack();
    expect(await page.locator('main').innerText()).toContain('Vous n’êtes pas connecté');
  });
});

describe('in a browser, on a developer’s machine', () => {
  it('a role is tried in one click from the explorer, and changed without losing the question', async () => {
    const page = await newPage();
    await page.goto(`${hub.url}/explorer`);
    expect(await run(page)).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
    await page.getByLabel('Essayer en tant que').selectOption('Conseiller (LGN)');
    await page.getByRole('button', { name: 'Essayer', exact: true }).click();
    await page.getByText('Connecté : Conseiller (LGN)').waitFor();
    await page.getByRole('button', { name: /execute/i }).click();
    await page.locator('.result-window').getByText('"totalCount"').waitFor();
  });
});

describe('in a browser, a login that goes wrong', () => {
  it('is told in French when it was given up at the provider', async () => {
    const page = await newPage();
    await page.goto(`${hub.url}/connexion`);
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page.waitForURL('**/connexion/retour*');
    expect(await heading(page)).toBe('Connexion refusée');
  });

  it('is refused with a state that was changed, or without the cookie', async () => {
    const page = await newPage();
    await page.goto(`${hub.url}/connexion`);
    await page.goto(`${hub.url}/connexion/retour?code=x&state=y`);
    expect(await heading(page)).toBe('Connexion à recommencer');
    await page.goto(`${hub.url}/connexion`);
    await page.context().clearCookies({ name: 'hub-connexion' });
    await page.getByLabel('Compte').fill('advisor');
    await page.getByRole('button', { name: 'Entrer' }).click();
    await page.waitForURL('**/connexion/retour*');
    expect(await heading(page)).toBe('Connexion à recommencer');
  });

  it('with a cookie that was changed opens nothing', async () => {
    const page = await newPage();
    await logIn(page);
    const cookie = { name: 'hub-session', value: 'x'.repeat(43), url: hub.url };
    await page.context().addCookies([cookie]);
    await page.reload();
    expect(await page.locator('main').innerText()).toContain('Vous n’êtes pas connecté');
  });

  it('is told when the provider does not answer; the rest of the hub does', async () => {
    const page = await newPage();
    await setup.provider.stop();
    try {
      await delay(2100);
      await page.goto(`${hub.url}/connexion`);
      expect(await heading(page)).toBe('La connexion ne répond pas');
      await page.goto(`${hub.url}/explorer`);
      await page.getByText('Vous lisez ce qui est public').waitFor();
    } finally {
      await setup.provider.start();
    }
  });

  it('by another site’s page gets no token: the cookie alone opens nothing', async () => {
    const page = await newPage();
    await logIn(page);
    await page.goto(`${setup.provider.issuer}/.well-known/openid-configuration`);
    const asked = await page.evaluate(
      (address) =>
        fetch(address, { method: 'POST', credentials: 'include' }).then(
          (answer) => answer.text(),
          () => 'unreadable',
        ),
      `${hub.url}/session/jeton`,
    );
    expect(asked).toBe('unreadable');
  });
});
