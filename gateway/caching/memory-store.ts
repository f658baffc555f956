import { LRUCache } from 'lru-cache';
import type { Kept, KeptStore } from './kept-store.ts';

/** What an entry takes beside its texts. */
const ENTRY_BYTES = 200;

/** Keeps answers in the process, so many bytes a subgraph at most; what was asked longest ago goes first. */
export function memoryStore(maxBytes: number): KeptStore {
  const subgraphs = new Map<string, { readonly kept: LRUCache<string, Kept>; publication: number }>();
  const of = (subgraph: string) => {
    const known = subgraphs.get(subgraph);
    if (known !== undefined) return known;
    const kept = new LRUCache<string, Kept>({
      maxSize: maxBytes,
      sizeCalculation: ({ latin1 }, key) => ENTRY_BYTES + latin1.length + key.length,
    });
    const made = { kept, publication: 0 };
    subgraphs.set(subgraph, made);
    return made;
  };
  return {
    read: ({ subgraph, publication }, keys) => {
      const known = of(subgraph);
      const isOther = known.publication !== publication;
      return Promise.resolve(keys.map((key) => (isOther ? undefined : known.kept.get(key))));
    },
    write: ({ subgraph, publication }, entries) => {
      const known = of(subgraph);
      if (known.publication !== publication) known.kept.clear();
      known.publication = publication;
      for (const [key, one] of entries) known.kept.set(key, one);
    },
    drop: (subgraph) => {
      subgraphs.get(subgraph)?.kept.clear();
    },
    size: () => {
      const all = [...subgraphs.values()];
      const sum = (count: (kept: LRUCache<string, Kept>) => number) =>
        all.reduce((total, { kept }) => total + count(kept), 0);
      return { entries: sum(({ size }) => size), bytes: sum(({ calculatedSize }) => calculatedSize) };
    },
    close: () => {
      subgraphs.clear();
    },
  };
}
