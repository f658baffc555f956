import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { emptiedRedis } from '../../support/redis.ts';
import { openCachingWorld, type CachingWorld } from './world.ts';

const REDIS_URL = process.env['REDIS_URL'];
const ALL = '{ communes { name fibre } }';
const worlds: CachingWorld[] = [];

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function opened(redisUrl: string | undefined): Promise<CachingWorld> {
  const world = await openCachingWorld({ caching: { maxBytes: 1_000_000, redisUrl } });
  worlds.push(world);
  return world;
}

async function askedOf(world: CachingWorld): Promise<number> {
  world.data.asked = [];
  const { text } = await world.ask(ALL);
  expect(text).toContain('partout à Agen');
  return world.data.asked.length;
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
  return { url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

describe('when Redis is down', () => {
  it('the hub answers, and keeps in its own memory', async () => {
    const world = await opened('redis://127.0.0.1:1');
    await askedOf(world);
    while ((await askedOf(world)) > 0);
  });

  it('or does not answer, the hub waits for it hardly at all', async () => {
    const redis = await mute();
    const world = await opened(redis.url);
    await askedOf(world);
    while ((await askedOf(world)) > 0);
    redis.close();
  });
});

if (REDIS_URL !== undefined) {
  describe('with a Redis', () => {
    it('what one gateway keeps, another one finds', async () => {
      const one = await opened(await emptiedRedis(2));
      await askedOf(one);
      while ((await askedOf(one)) > 0);
      const other = await one.beside();
      worlds.unshift(other);
      while (!(await other.ask('{ communes { fibre(unit: "!") } }')).text.includes('Agen!'));
      expect(await askedOf(other)).toBe(0);
      one.network.publish();
      while ((await askedOf(other)) === 0);
    });
  });
}
