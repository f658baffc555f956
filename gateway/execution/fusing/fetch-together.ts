import type { FetchSubgraph, SubgraphFetch } from '../contract.ts';

/** The way to subgraphs, on which fetches that have companions become one request. */
export function fetchTogether(fetch: FetchSubgraph): FetchSubgraph {
  const together = (asked: SubgraphFetch) => asked.companion?.join(asked, fetch) ?? fetch(asked);
  return fetch.roots === undefined ? together : Object.assign(together, { roots: fetch.roots });
}
