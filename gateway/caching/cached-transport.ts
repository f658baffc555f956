import type { BatchedTransport } from '../batching/batched-transport.ts';
import { fetchTogether } from '../execution/fusing/fetch-together.ts';
import type { GatewaySettings } from '../settings.ts';
import { openEntityCache, type CacheSnapshot } from './entity-cache.ts';

/** The way to subgraphs, through what is kept of their answers. */
export interface CachedTransport extends BatchedTransport {
  /** Told the supergraph that is put in service. */
  readonly serving: (supergraphSdl: string) => void;
  /** `null` when nothing is kept. */
  readonly kept: () => CacheSnapshot | null;
}

/** Puts the cache before a transport, when the settings ask for one; what it does not know is asked in few requests. */
export function throughCache(transport: BatchedTransport, settings: GatewaySettings): CachedTransport {
  const { caching } = settings;
  const fetch = fetchTogether(transport.fetch);
  if (caching === undefined) return { ...transport, fetch, serving: () => undefined, kept: () => null };
  const cache = openEntityCache(fetch, caching, settings);
  return {
    ...transport,
    fetch: cache.fetch,
    declare: (subgraph, routingUrl) => {
      transport.declare(subgraph, routingUrl);
      cache.declare(subgraph, routingUrl);
    },
    serving: cache.serve,
    kept: cache.snapshot,
    close: () => {
      cache.close();
      transport.close();
    },
  };
}
