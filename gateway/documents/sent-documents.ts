import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { documentHash } from './document-hash.ts';

/** Documents that clients sent once, to ask them by their hash afterwards (automatic persisted queries). */
export interface SentDocuments {
  /** When it is known here. */
  readonly textOf: (hash: string) => string | undefined;
  /** When another gateway may know it; `undefined` also when Redis does not answer. */
  readonly found: (hash: string) => Promise<string | undefined>;
  /** Of a document that was accepted. */
  readonly remember: (text: string) => void;
}

export const NO_SENT_DOCUMENTS: SentDocuments = {
  textOf: () => undefined,
  found: () => Promise.resolve(undefined),
  remember: () => undefined,
};

/** A longer document is sent each time. */
const LONGEST_TEXT = 32_768;

/** Kept here alone, within so many bytes; those asked least lately go. */
export function sentDocuments(maxBytes: number): SentDocuments {
  const texts = new LRUCache<string, string>({ maxSize: maxBytes, sizeCalculation: (text) => 200 + 2 * text.length });
  return {
    textOf: (hash) => texts.get(hash),
    found: (hash) => Promise.resolve(texts.get(hash)),
    remember: (text) => {
      if (text.length <= LONGEST_TEXT) texts.set(documentHash(text), text);
    },
  };
}

const KEPT_SECONDS = 86_400;
/** Documents that all gateways together keep in Redis. */
const MOST_SHARED = 2000;
const RECENT = 'hub:documents';

/** Writes a document and forgets the oldest beyond the most that are kept. */
const WRITE = `
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[3], KEYS[1])
local beyond = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[4])
if beyond > 0 then
  local oldest = redis.call('ZRANGE', KEYS[2], 0, beyond - 1)
  redis.call('ZREMRANGEBYRANK', KEYS[2], 0, beyond - 1)
  for _, key in ipairs(oldest) do redis.call('DEL', key) end
end`;

/**
 * Kept here and in Redis, where other gateways find them.
 *
 * @param onFailure told of each read or write that Redis did not do; the hub does without.
 */
export function sharedDocuments(near: SentDocuments, redis: Redis, onFailure: () => void): SentDocuments {
  const far = async (hash: string): Promise<string | undefined> => {
    const text = await redis.get(keyOf(hash)).catch(() => {
      onFailure();
      return null;
    });
    // What others may have written there is believed for what it is, not for where it lies.
    if (text === null || documentHash(text) !== hash) return undefined;
    near.remember(text);
    return text;
  };
  return {
    textOf: near.textOf,
    found: async (hash) => near.textOf(hash) ?? (await far(hash)),
    remember: (text) => {
      const hash = documentHash(text);
      if (text.length > LONGEST_TEXT || near.textOf(hash) !== undefined) return;
      near.remember(text);
      redis.eval(WRITE, 2, keyOf(hash), RECENT, text, KEPT_SECONDS, Date.now(), MOST_SHARED).catch(onFailure);
    },
  };
}

const keyOf = (hash: string): string => `hub:document:${hash}`;
