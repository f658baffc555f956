import type { Adapter, AdapterPayload } from 'oidc-provider';

/** What a provider of the tests remembers, across its own restarts, until it is told to forget. */
export interface OidcMemory {
  readonly adapterOf: (model: string) => Adapter;
  readonly forget: () => void;
}

export function oidcMemory(): OidcMemory {
  const kept = new Map<string, AdapterPayload>();
  const found = (key: string | undefined) => Promise.resolve(key === undefined ? undefined : kept.get(key));
  const adapterOf = (model: string): Adapter => ({
    upsert: (id, payload) => {
      kept.set(`${model}:${id}`, payload);
      if (payload.uid !== undefined) kept.set(`${model}:uid:${payload.uid}`, payload);
      return Promise.resolve();
    },
    find: (id) => found(`${model}:${id}`),
    findByUid: (uid) => found(`${model}:uid:${uid}`),
    findByUserCode: () => Promise.resolve(undefined),
    consume: (id) => {
      const payload = kept.get(`${model}:${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      return Promise.resolve();
    },
    destroy: (id) => Promise.resolve(void kept.delete(`${model}:${id}`)),
    revokeByGrantId: (grantId) => {
      for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
      return Promise.resolve();
    },
  });
  return { adapterOf, forget: () => kept.clear() };
}
