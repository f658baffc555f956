import type { FetchSubgraph, SubgraphFetch } from '../contract.ts';

/**
 * The way to subgraphs, on which fetches that have companions become one request, but those that are already put
 * together with fetches of other requests.
 */
export function fetchTogether(fetch: FetchSubgraph, isBatched: (asked: SubgraphFetch) => boolean): FetchSubgraph {
  return (asked) => {
    const { companion } = asked;
    if (companion === undefined) return fetch(asked);
    if (!isBatched(asked)) return companion.join(asked, fetch);
    companion.leave();
    return fetch(asked);
  };
}
