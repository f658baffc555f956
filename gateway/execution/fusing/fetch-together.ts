import type { FetchSubgraph } from '../contract.ts';

/** The way to subgraphs, on which fetches that have companions become one request. */
export function fetchTogether(fetch: FetchSubgraph): FetchSubgraph {
  return (asked) => asked.companion?.join(asked, fetch) ?? fetch(asked);
}
