import { Redis } from 'ioredis';

/** One of the databases of the tests' Redis, emptied: test files run beside one another. `undefined` without REDIS_URL. */
export async function emptiedRedis(database: number): Promise<string | undefined> {
  const server = process.env['REDIS_URL'];
  if (server === undefined) return undefined;
  const url = new URL(`/${database}`, server).href;
  const redis = new Redis(url);
  await redis.flushdb();
  redis.disconnect();
  return url;
}
