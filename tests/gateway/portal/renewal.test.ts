import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { holdDate, type HeldDate } from '../../support/held-date.ts';
import { logIn, setUpLogin, type LoginSetup } from '../../support/login-world.ts';
import type { PersonBrowser } from '../../support/person-browser.ts';
import { ask, openGateway, type World } from '../world.ts';

const LIFE_SECONDS = 40;
/** In the last quarter of a token's life, another one is asked for. */
const RENEWAL_SECONDS = LIFE_SECONDS * 0.8;
let date: HeldDate;
const opened: { setup: LoginSetup; world: World }[] = [];
beforeEach(() => {
  date = holdDate();
});
afterEach(async () => {
  for (const { setup, world } of opened.splice(0)) {
    await world.close();
    await setup.provider.stop();
  }
  date.release();
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

describe('a session whose token is about to expire', () => {
  it('gets another by its refresh token, once, whatever number of tabs ask', async () => {
    const { setup, world } = await open();
    const { browser } = await logIn(setup);
    const first = await tokenOf(setup, browser);
    expect(await tokenOf(setup, browser)).toBe(first);
    for (let times = 1; times <= 2; times += 1) {
      date.advance(RENEWAL_SECONDS);
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
    date.advance(LIFE_SECONDS + 1);
    await expect(tokenOf(setup, browser)).rejects.toThrow(/401 .*SESSION_REQUIRED/);
    expect(browser.cookies(setup.publicUrl).has('hub-session')).toBe(false);
    const seen = await browser.get(`${setup.publicUrl}/mon-espace`);
    expect(seen.text).toContain('Se connecter avec Compte d’essai');
    expect(world.logLines.join('')).toContain('"event":"session-not-renewed"');
  });

  it('outlives an outage of the provider: its token is given while it is good, then 503, then the session again', async () => {
    const { setup } = await open();
    const { browser } = await logIn(setup);
    const first = await tokenOf(setup, browser);
    await setup.provider.stop();
    expect(await tokenOf(setup, browser)).toBe(first);
    date.advance(RENEWAL_SECONDS);
    expect(await tokenOf(setup, browser)).toBe(first);
    date.advance(LIFE_SECONDS - RENEWAL_SECONDS + 1);
    await expect(tokenOf(setup, browser)).rejects.toThrow(/503 .*IDENTITY_UNAVAILABLE/);
    await setup.provider.start();
    expect(decodeJwt(await tokenOf(setup, browser)).sub).toBe('advisor');
  });

  it('is over at its end, even when the provider would go on', async () => {
    const { setup } = await open({ login: { sessionHours: 2 / 3600 } });
    const { browser } = await logIn(setup);
    await tokenOf(setup, browser);
    date.advance(LIFE_SECONDS + 1);
    await expect(tokenOf(setup, browser)).rejects.toThrow(/401/);
    expect(refreshes(setup)).toBe(0);
  });
});
