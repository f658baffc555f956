import { createHash } from 'node:crypto';
import type { FetchSubgraph } from '../execution/contract.ts';
import { openRedis } from '../redis.ts';
import type { GatewaySettings } from '../settings.ts';
import { addressOf } from '../transport/address.ts';
import { cacheCounter, type CacheCounts } from './cache-counts.ts';
import { CachedFetch } from './cached-fetch.ts';
import { keptKeys } from './kept-keys.ts';
import type { KeptStore } from './kept-store.ts';
import { memoryStore } from './memory-store.ts';
import { watchPublications } from './publication-watch.ts';
import { redisStore } from './redis-store.ts';

/** What the gateway keeps of the answers of subgraphs. */
export interface EntityCache {
  readonly fetch: FetchSubgraph;
  /** Declares a subgraph with the routing URL of the supergraph, which the settings may override. */
  readonly declare: (subgraph: string, routingUrl: string | undefined) => void;
  /** Another supergraph is put in service: nothing kept under the one before is served. */
  readonly serve: (supergraphSdl: string) => void;
  readonly snapshot: () => CacheSnapshot;
  readonly close: () => void;
}

export interface CacheSnapshot {
  readonly subgraphs: ReadonlyMap<string, Readonly<CacheCounts>>;
  readonly entries: number;
  readonly bytes: number;
  /** Reads and writes that Redis did not do. */
  readonly redisFailures: number;
}

export interface CachingSettings {
  /** For each subgraph. */
  readonly maxBytes: number;
  /** Where several gateways share what they keep. */
  readonly redisUrl: string | undefined;
}

type Settings = Pick<GatewaySettings, 'subgraphs' | 'logger'>;

export function openEntityCache(fetch: FetchSubgraph, caching: CachingSettings, settings: Settings): EntityCache {
  let redisFailures = 0;
  const store = openStore(caching, settings, () => (redisFailures += 1));
  const counter = cacheCounter();
  const watch = watchPublications({
    onMove: (subgraph) => {
      store.drop(subgraph);
      counter.of(subgraph).drops += 1;
    },
  });
  let version = '';
  const cached = new CachedFetch(fetch, { store, watch, counter, keys: keptKeys(() => version) });
  return {
    fetch: cached.fetch,
    declare: (subgraph, routingUrl) => {
      watch.declare(subgraph, addressOf(subgraph, settings.subgraphs[subgraph]?.url ?? routingUrl));
    },
    serve: (sdl) => {
      version = createHash('sha256').update(sdl).digest('base64url');
    },
    snapshot: () => ({ subgraphs: counter.read(), ...store.size(), redisFailures }),
    close: () => {
      watch.close();
      store.close();
    },
  };
}

function openStore({ maxBytes, redisUrl }: CachingSettings, { logger }: Settings, onFailure: () => void): KeptStore {
  const near = memoryStore(maxBytes);
  return redisUrl === undefined ? near : redisStore(near, openRedis(redisUrl, logger), onFailure);
}
