import { afterEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { logIn, setUpLogin, type LoginSetup } from '../../support/login-world.ts';
import type { PersonBrowser } from '../../support/person-browser.ts';
import { ask, openGateway, type World } from '../world.ts';

const LIFE_SECONDS = 4;
/** Of a token that must still be good after what takes a busy machine long. */
const LONG_LIFE_SECONDS = 20;
const opened: { setup: LoginSetup; world: World }[] = [];
afterEach(async () => {
  for (const { setup, world } of opened.splice(0)) {
    await world.close();
    await setup.provider.stop();
  }
});

async function open(options: Parameters<typeof setUpLogin>[0] = {}) {
  const setup = await setUpLogin({ accessTokenSeconds: LIFE_SECONDS, ...options });
  const world = await openGateway({ port: setup.port, ...setup.settings });
  opened.push({ setup, world });
  return { setup, world };
}

async function tokenOf({ publicUrl }: LoginSetup, browser: PersonBrowser): Promise<string> {
  const answer = await browser.post(
    `${publicUrl}/session/jeton`,
    {},
    { accept: '*/*', 'sec-fetch-site': 'same-origin' },
  );
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return (JSON.parse(answer.text) as { token: string }).token;
}

const refreshes = ({ provider }: LoginSetup) => provider.requests.filter((one) => one === 'POST /token').length - 1;
const untilRenewal = () => new Promise((resolve) => setTimeout(resolve, (LIFE_SECONDS - 0.9) * 1000));
const untilExpiry = () => new Promise((resolve) => setTimeout(resolve, (LIFE_SECONDS + 0.5) * 1000));

const until = (time: number) => new Promise((resolve) => setTimeout(resolve, time - Date.now()));
const expiryOf = (token: string) => (decodeJwt(token).exp ?? 0) * 1000;

describe('a session whose token is about to expire', () => {
  it('gets another by its refresh token, once, whatever number of tabs ask', async () => {
    const { setup, world } = await open();
    const { browser } = await logIn(setup);
    const first = await tokenOf(setup, browser);
    expect(await tokenOf(setup, browser)).toBe(first);
    for (let times = 1; times <= 2; times += 1) {
      await untilRenewal();
      const tokens = await Promise.all([1, 2, 3].map(() => tokenOf(setup, browser)));
      expect(new Set(tokens).size).toBe(1);
      expect(tokens[0]).not.toBe(first);
      expect(refreshes(setup)).toBe(times);
      const headers = { authorization: `Bearer ${tokens[0] ?? ''}` };
      expect((await ask(world, '{ communes { name } }', { headers })).status).toBe(200);
    }
  });

  it('ends when the provider refuses: its page says how to log in again', async () => {
    const { setup, world } = await open();
    const { browser } = await logIn(setup);
    setup.provider.forget();
    await untilExpiry();
    await expect(tokenOf(setup, browser)).rejects.toThrow(/401 .*SESSION_REQUIRED/);
    expect(browser.cookies(setup.publicUrl).has('hub-session')).toBe(false);
    const seen = await browser.get(`${setup.publicUrl}/mon-espace`);
    expect(seen.text).toContain('Se connecter avec Compte d’essai');
    expect(world.logLines.join('')).toContain('"event":"session-not-renewed"');
  });

  it('outlives an outage of the provider: its token is given while it is good, then 503, then the session again', async () => {
    const { setup } = await open({ accessTokenSeconds: LONG_LIFE_SECONDS });
    const { browser } = await logIn(setup);
    const first = await tokenOf(setup, browser);
    await setup.provider.stop();
    expect(await tokenOf(setup, browser)).toBe(first);
    await until(expiryOf(first) - (LONG_LIFE_SECONDS * 1000) / 4);
    expect(await tokenOf(setup, browser)).toBe(first);
    await until(expiryOf(first) + 500);
    await expect(tokenOf(setup, browser)).rejects.toThrow(/503 .*IDENTITY_UNAVAILABLE/);
    await setup.provider.start();
    expect(decodeJwt(await tokenOf(setup, browser)).sub).toBe('advisor');
  });

  it('is over at its end, even when the provider would go on', async () => {
    const { setup } = await open({ login: { sessionHours: 2 / 3600 } });
    const { browser } = await logIn(setup);
    await tokenOf(setup, browser);
    await untilExpiry();
    await expect(tokenOf(setup, browser)).rejects.toThrow(/401/);
    expect(refreshes(setup)).toBe(0);
  });
});
