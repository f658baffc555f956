import { LRUCache } from 'lru-cache';

/** Where sessions are kept: sealed texts by digests, of which the store can read nothing. */
export interface SessionStore {
  readonly read: (id: string) => Promise<string | undefined>;
  readonly write: (id: string, sealed: string, lifeMs: number) => Promise<void>;
  /** Writes what is still there, so that what was ended in the meantime does not come back. */
  readonly replace: (id: string, sealed: string, lifeMs: number) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Whether this gateway may renew the session now: a refresh token used twice would end it. */
  readonly claim: (id: string) => Promise<boolean>;
  readonly release: (id: string) => Promise<void>;
  readonly close: () => void;
}

const MOST_SESSIONS = 20_000;

/** Sessions of one gateway: they end with it. */
export function memorySessions(): SessionStore {
  const kept = new LRUCache<string, string>({ max: MOST_SESSIONS });
  return {
    read: (id) => Promise.resolve(kept.get(id)),
    write: (id, sealed, ttl) => {
      kept.set(id, sealed, { ttl });
      return Promise.resolve();
    },
    replace: (id, sealed, ttl) => {
      if (kept.has(id)) kept.set(id, sealed, { ttl });
      return Promise.resolve();
    },
    remove: (id) => {
      kept.delete(id);
      return Promise.resolve();
    },
    claim: () => Promise.resolve(true),
    release: () => Promise.resolve(),
    close: () => {
      kept.clear();
    },
  };
}
