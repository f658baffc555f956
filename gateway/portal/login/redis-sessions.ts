import type { Redis } from 'ioredis';
import { LoginFault } from './login-fault.ts';
import type { SessionStore } from './session-store.ts';

/** Longer than a provider is given to answer. */
const CLAIM_MS = 10_000;

/** Sessions that several gateways share, and that outlive each of them. While Redis is down nobody has a session. */
export function redisSessions(redis: Redis): SessionStore {
  return {
    read: async (id) => (await answered(redis.get(sessionKey(id)))) ?? undefined,
    write: async (id, sealed, lifeMs) => {
      await answered(redis.set(sessionKey(id), sealed, 'PX', wholeMs(lifeMs)));
    },
    replace: async (id, sealed, lifeMs) => {
      await answered(redis.set(sessionKey(id), sealed, 'PX', wholeMs(lifeMs), 'XX'));
    },
    remove: async (id) => {
      await answered(redis.del(sessionKey(id)));
    },
    claim: async (id) => (await answered(redis.set(claimKey(id), '1', 'PX', CLAIM_MS, 'NX'))) === 'OK',
    release: async (id) => {
      await answered(redis.del(claimKey(id)));
    },
    close: () => {
      redis.disconnect();
    },
  };
}

async function answered<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch {
    throw new LoginFault('unavailable', 'redis');
  }
}

function wholeMs(ms: number): number {
  return Math.max(1, Math.floor(ms));
}

function sessionKey(id: string): string {
  return `hub:session:${id}`;
}

function claimKey(id: string): string {
  return `hub:session-renewal:${id}`;
}
