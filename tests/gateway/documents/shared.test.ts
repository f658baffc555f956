import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { emptiedRedis } from '../../support/redis.ts';
import { keptPost } from '../../support/leaks/kept-post.ts';
import { ROOMY_PROTECTION } from '../../support/protection.ts';
import { openGateway, type World } from '../world.ts';

const REDIS_URL = process.env['REDIS_URL'];
const QUERY = 'query Shared { communes { name } }';
const ANSWER = { data: { communes: [{ name: 'Agen' }, { name: 'Villeneuve-sur-Lot' }] } };
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

async function gateway(redisUrl: string | undefined): Promise<World> {
  const world = await openGateway({ protection: { ...ROOMY_PROTECTION, redisUrl } });
  closings.push(world.close);
  return world;
}

/** Asks a document by its hash, with its text or without. */
async function asked(world: World, text: string, sent: object = {}): Promise<any> {
  const extensions = { persistedQuery: { version: 1, sha256Hash: hash(text) } };
  const answer = await keptPost(`${world.url}/graphql`, { extensions, ...sent });
  return JSON.parse(answer.text);
}

const NOT_FOUND = {
  errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
};

it('two gateways without Redis do not know each other’s documents', async () => {
  const [one, other] = [await gateway(undefined), await gateway(undefined)];
  expect(await asked(one, QUERY, { query: QUERY })).toEqual(ANSWER);
  expect(await asked(one, QUERY)).toEqual(ANSWER);
  expect(await asked(other, QUERY)).toEqual(NOT_FOUND);
});

it('a gateway whose Redis is not there knows its own', async () => {
  const alone = await gateway('redis://127.0.0.1:1');
  expect(await asked(alone, QUERY)).toEqual(NOT_FOUND);
  expect(await asked(alone, QUERY, { query: QUERY })).toEqual(ANSWER);
  expect(await asked(alone, QUERY)).toEqual(ANSWER);
});

if (REDIS_URL !== undefined) {
  describe('two gateways that share a Redis', () => {
    async function two() {
      const redisUrl = (await emptiedRedis(6)) ?? '';
      const redis = new Redis(redisUrl);
      closings.push(() => redis.disconnect());
      return { one: await gateway(redisUrl), other: await gateway(redisUrl), redis };
    }

    /** A gateway writes beside its answer. */
    async function shared(redis: Redis, text: string): Promise<void> {
      while ((await redis.get(`hub:document:${hash(text)}`)) === null);
    }

    it('know what was sent to either', async () => {
      const { one, other, redis } = await two();
      expect(await asked(other, QUERY)).toEqual(NOT_FOUND);
      expect(await asked(one, QUERY, { query: QUERY })).toEqual(ANSWER);
      await shared(redis, QUERY);
      expect(await asked(other, QUERY)).toEqual(ANSWER);
      // Then it is its own: it does without what Redis has lost.
      await redis.flushdb();
      expect(await asked(other, QUERY)).toEqual(ANSWER);
    });

    it('share no document that was refused', async () => {
      const { one, other, redis } = await two();
      const wrong = '{ nope }';
      expect((await asked(one, wrong, { query: wrong })).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      expect(await asked(one, QUERY, { query: QUERY })).toEqual(ANSWER);
      await shared(redis, QUERY);
      expect(await redis.keys('hub:document:*')).toEqual([`hub:document:${hash(QUERY)}`]);
      expect(await asked(other, wrong)).toEqual(NOT_FOUND);
    });

    it('do not believe a text that is not the one of its hash', async () => {
      const { other, redis } = await two();
      await redis.set(`hub:document:${hash(QUERY)}`, '{ communes { population } }');
      expect(await asked(other, QUERY)).toEqual(NOT_FOUND);
    });
  });
}
