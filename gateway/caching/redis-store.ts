import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Edition, Kept, KeptStore } from './kept-store.ts';

/**
 * Keeps answers in memory and in Redis, where other gateways find them. The publication is part of the key, so what is of
 * an earlier one is never found again and ends by its time. Keys are digests: nothing of a question is in Redis.
 *
 * @param onFailure told of each read or write that Redis did not do; the hub does without.
 */
export function redisStore(near: KeptStore, redis: Redis, onFailure: () => void): KeptStore {
  return {
    ...near,
    read: async (of, keys) => {
      const found = await near.read(of, keys);
      const missing = keys.filter((_, at) => found[at] === undefined);
      if (missing.length === 0) return found;
      const far = await farRead(redis, of, missing).catch(() => {
        onFailure();
        return new Map<string, Kept>();
      });
      if (far.size > 0) near.write(of, far);
      return keys.map((key, at) => found[at] ?? far.get(key));
    },
    write: (of, entries) => {
      near.write(of, entries);
      farWrite(redis, of, entries).catch(onFailure);
    },
    close: () => {
      near.close();
      redis.disconnect();
    },
  };
}

async function farRead(redis: Redis, of: Edition, keys: readonly string[]): Promise<ReadonlyMap<string, Kept>> {
  const values = await redis.mgetBuffer(keys.map((key) => redisKey(of, key)));
  const found = new Map<string, Kept>();
  for (const [at, value] of values.entries()) {
    const [key, kept] = [keys[at], value === null ? undefined : keptOf(value.toString('latin1'))];
    if (key !== undefined && kept !== undefined) found.set(key, kept);
  }
  return found;
}

async function farWrite(redis: Redis, of: Edition, entries: ReadonlyMap<string, Kept>): Promise<void> {
  const now = Date.now();
  const pipeline = redis.pipeline();
  for (const [key, { latin1, until }] of entries) {
    if (until > now) pipeline.set(redisKey(of, key), Buffer.from(`${until} ${latin1}`, 'latin1'), 'PX', until - now);
  }
  const [failed] = ((await pipeline.exec()) ?? []).filter(([error]) => error !== null);
  if (failed !== undefined) throw failed[0] ?? new Error('Redis did not write.');
}

function redisKey({ subgraph, publication }: Edition, key: string): string {
  return `hub:kept:${subgraph}:${publication}:${createHash('sha256').update(key, 'latin1').digest('base64url')}`;
}

function keptOf(value: string): Kept | undefined {
  const space = value.indexOf(' ');
  const until = Number(value.slice(0, space));
  return space > 0 && Number.isSafeInteger(until) ? { until, latin1: value.slice(space + 1) } : undefined;
}
