import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { freePort } from '../../support/free-port.ts';
import { holdDate, type HeldDate } from '../../support/held-date.ts';
import { logIn, setUpLogin } from '../../support/login-world.ts';
import { personBrowser, type PersonBrowser } from '../../support/person-browser.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { emptiedRedis } from '../../support/redis.ts';
import { openGateway } from '../world.ts';

const REDIS_URL = process.env['REDIS_URL'];
const LIFE_SECONDS = 40;
let date: HeldDate;
const closings: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  date = holdDate();
});
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
  date.release();
});

async function twoGateways(redisUrl: string | undefined) {
  const setup = await setUpLogin({ accessTokenSeconds: LIFE_SECONDS });
  const protection = { ...ROOMY_PROTECTION, redisUrl };
  const one = await openGateway({ port: setup.port, ...setup.settings, protection });
  const other = await openGateway({ port: await freePort(), ...setup.settings, protection });
  closings.push(one.close, other.close, setup.provider.stop);
  return { setup, other };
}

async function tokenOf(url: string, browser: PersonBrowser): Promise<string> {
  const answer = await browser.post(`${url}/session/jeton`);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return (JSON.parse(answer.text) as { token: string }).token;
}

if (REDIS_URL !== undefined) {
  describe('with a Redis, several gateways', () => {
    it('share sessions by Redis, which reads nothing of them', async () => {
      const redisUrl = await emptiedRedis(5);
      const { setup, other } = await twoGateways(redisUrl);
      const { browser } = await logIn(setup);
      for (const [name, value] of browser.cookies(setup.publicUrl)) browser.cookies(other.url).set(name, value);
      const token = await tokenOf(setup.publicUrl, browser);
      expect(await tokenOf(other.url, browser)).toBe(token);
      const redis = new Redis(redisUrl ?? '');
      const keys = await redis.keys('hub:session*');
      const kept = (await Promise.all(keys.map((key) => redis.get(key)))).join();
      redis.disconnect();
      expect(keys.length).toBe(1);
      for (const secret of browser.cookies(setup.publicUrl).values())
        expect(`${keys.join()} ${kept}`).not.toContain(secret);
      for (const part of token.split('.')) expect(kept).not.toContain(part);
      // Both are asked at once when the token is about to expire: one of them renews it.
      date.advance(LIFE_SECONDS * 0.8);
      const asked = [setup.publicUrl, other.url, setup.publicUrl, other.url].map((url) => tokenOf(url, browser));
      expect(new Set(await Promise.all(asked)).size).toBe(1);
      expect(setup.provider.requests.filter((one) => one === 'POST /token').length).toBe(2);
      await browser.post(`${other.url}/deconnexion`);
      await expect(tokenOf(setup.publicUrl, browser)).rejects.toThrow('401');
    });
  });
}

describe('several gateways', () => {
  it('have no sessions while Redis is down, and say so; what is public goes on', async () => {
    const { setup, other } = await twoGateways(`redis://127.0.0.1:${await freePort()}`);
    const { page } = await logIn(setup);
    expect(page).toMatchObject({ status: 503 });
    expect(page.text).toContain('IDENTITY_UNAVAILABLE');
    expect((await personBrowser().get(other.url)).status).toBe(200);
  });
});
