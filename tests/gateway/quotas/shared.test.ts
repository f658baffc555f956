import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { ask, openGateway, type Answer, type World } from '../world.ts';

const REDIS_URL = process.env['REDIS_URL'];
const KNOWN = '{ communes { name } }';
const NEW = '{ communes { inseeCode } }';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

/** So long that a test hardly ever sees its end, and short enough that what it leaves in Redis ends by itself. */
const SHARED_WINDOW_MS = 6 * 3_600_000;

/** Between two requests: a gateway tells what it has counted, and hears of the others, beside them. */
const BETWEEN_MS = 100;

/** An address that no earlier run has asked from. */
function anyAddress(): string {
  const [first, second] = randomBytes(4).toString('hex').match(/.{4}/g) ?? [];
  return `2001:db8:${first}:${second}::1`;
}

async function gateway(redisUrl: string, quotas: { windowMs: number; anonymous: number }): Promise<World> {
  const protection = {
    ...ROOMY_PROTECTION,
    redisUrl,
    trustedProxies: ['127.0.0.1'],
    quotas: { ...ROOMY_PROTECTION.quotas, ...quotas },
  };
  const world = await openGateway({ protection });
  worlds.push(world);
  return world;
}

function from(address: string): { headers: Record<string, string> } {
  return { headers: { 'x-forwarded-for': address } };
}

/** A Redis that takes connections and never answers. */
async function mute(): Promise<{ url: string; close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `redis://:motdepasse@127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function servedAlone(world: World, loss: RegExp): Promise<void> {
  const lost = () => world.logLines.some((line) => loss.test(line));
  while (!lost()) expect((await ask(world, KNOWN)).status).toBe(200);
  const others = from('203.0.113.7');
  expect((await ask(world, NEW, others)).status).toBe(200);
  expect((await ask(world, KNOWN, others)).status).toBe(200);
  const { status, headers } = await ask(world, KNOWN, others);
  expect(status).toBe(200);
  expect(headers.get('ratelimit-remaining')).toBe(String(1e9 - 3));
  const log = world.logLines.join('');
  expect(log).not.toMatch(/203\.0\.113\.7|motdepasse/);
  // Told once, not at every attempt.
  expect(log.match(/shared-quotas-lost/g)).toHaveLength(1);
}

describe('the quotas of a gateway whose Redis is not there', () => {
  const quotas = { windowMs: 1e12, anonymous: 1e9 };

  it('are counted alone, and every request is served', async () => {
    await servedAlone(await gateway('redis://:motdepasse@127.0.0.1:1', quotas), /shared-quotas-lost/);
  });

  it('are counted alone when Redis never answers', async () => {
    const redis = await mute();
    await servedAlone(await gateway(redis.url, quotas), /shared-quotas-lost/);
    redis.close();
  });

  it('are kept all the same', async () => {
    const world = await gateway('redis://127.0.0.1:1', { windowMs: 1e12, anonymous: 2 });
    const statuses = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await ask(world, KNOWN)).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
  });
});

if (REDIS_URL !== undefined) {
  describe('two gateways that share a Redis', () => {
    async function two(anonymous: number): Promise<[World, World]> {
      const quotas = { windowMs: SHARED_WINDOW_MS, anonymous };
      return [await gateway(REDIS_URL ?? '', quotas), await gateway(REDIS_URL ?? '', quotas)];
    }

    const remaining = ({ headers }: Answer) => Number(headers.get('ratelimit-remaining'));

    it('count together what one address asks of each', async () => {
      const [one, other] = await two(1000);
      const address = from(anyAddress());
      for (let time = 0; time < 20; time += 1) await ask(one, KNOWN, address);
      // The other learns it beside its own requests, each of which is counted.
      let asked = 1;
      // What Redis has taken without saying so in time is told, and counted, once more.
      while (remaining(await ask(other, KNOWN, address)) > 1000 - 20 - asked) {
        asked += 1;
        await wait(BETWEEN_MS);
      }
      expect(asked).toBeLessThan(980);
      expect(remaining(await ask(other, KNOWN, from(anyAddress())))).toBe(999);
    });

    /** How many requests are served before one is refused. */
    async function servedBefore429(world: World, address: ReturnType<typeof from>): Promise<number> {
      for (let served = 0; ; served += 1) {
        const { status, errors } = await ask(world, served % 2 === 0 ? KNOWN : NEW, address);
        if (status === 429) {
          expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', maximum: 40 });
          return served;
        }
        expect(status).toBe(200);
        await wait(BETWEEN_MS);
      }
    }

    it('refuse, both, what together is beyond the quota', async () => {
      const [one, other] = await two(40);
      const address = from(anyAddress());
      for (let time = 0; time < 20; time += 1) expect((await ask(one, KNOWN, address)).status).toBe(200);
      // Alone, each would serve forty.
      expect(await servedBefore429(other, address)).toBeLessThan(40);
      expect(await servedBefore429(one, address)).toBeLessThan(20);
    });
  });
}
