/** What keeping the answers of one subgraph has spared since the gateway started: entities, and data of root fields. */
export interface CacheCounts {
  /** Served from what was kept. */
  hits: number;
  /** Asked of the subgraph. */
  misses: number;
  /** Waited for with another request that was asking. */
  merged: number;
  /** Times that everything kept was dropped, because the subgraph published. */
  drops: number;
}

export interface CacheCounter {
  readonly of: (subgraph: string) => CacheCounts;
  readonly read: () => ReadonlyMap<string, Readonly<CacheCounts>>;
}

export function cacheCounter(): CacheCounter {
  const subgraphs = new Map<string, CacheCounts>();
  return {
    of: (subgraph) => {
      let counts = subgraphs.get(subgraph);
      if (counts === undefined) subgraphs.set(subgraph, (counts = { hits: 0, misses: 0, merged: 0, drops: 0 }));
      return counts;
    },
    read: () => subgraphs,
  };
}
