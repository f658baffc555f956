import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BatchedFetch } from '../../../gateway/batching/batched-fetch.ts';
import { JoinedCounts } from '../../../gateway/batching/joined-counts.ts';
import { cacheCounter } from '../../../gateway/caching/cache-counts.ts';
import { CachedFetch } from '../../../gateway/caching/cached-fetch.ts';
import { keptKeys } from '../../../gateway/caching/kept-keys.ts';
import { memoryStore } from '../../../gateway/caching/memory-store.ts';
import { watchPublications } from '../../../gateway/caching/publication-watch.ts';
import type { FetchSubgraph } from '../../../gateway/execution/contract.ts';
import { fetchTogether } from '../../../gateway/execution/fusing/fetch-together.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { direct, happening, root, roots } from '../batching/territory.ts';

const UNKEPT_FOR_MS = 10_000;
const VARIABLES = [{ code: '47001' }, { code: '47323' }];

let clock: HeldClock;
beforeEach(() => {
  happening.sent.length = 0;
  clock = holdClock();
});
afterEach(() => {
  clock.release();
});

/** What the subgraph answers, which nobody may keep. */
const unkept: FetchSubgraph = async (asked) => {
  const reply = await direct(asked);
  return reply.kind === 'failed' ? reply : { kind: 'answered', latin1: reply.latin1, publication: reply.publication };
};

const batched = (fetch: FetchSubgraph) => fetchTogether(new BatchedFetch(fetch, 16, new JoinedCounts()).fetch);

function cached(fetch: FetchSubgraph): FetchSubgraph {
  const watch = watchPublications({ onMove: () => undefined });
  const keys = keptKeys(() => 'the only version');
  return new CachedFetch(fetch, { store: memoryStore(100_000), watch, keys, counter: cacheCounter() }).fetch;
}

const together = (fetch: FetchSubgraph) => fetch.roots?.(roots(VARIABLES)) ?? null;

describe('root fields of several requests, through what is kept', () => {
  it.each([
    ['may be kept', direct],
    ['may not be kept', unkept],
  ])('are not asked as one before it is known whether they may be kept: they %s', (_what, way) => {
    expect(together(cached(batched(way)))).toBeNull();
    expect(happening.sent).toHaveLength(0);
  });

  it('are not asked as one where they are kept', async () => {
    const fetch = cached(batched(direct));
    await fetch(root({ code: '47001' }));
    expect(together(fetch)).toBeNull();
    expect(happening.sent).toHaveLength(1);
  });

  it('are asked as one where they are known not to be kept, as long as that is believed', async () => {
    const fetch = cached(batched(unkept));
    await fetch(root({ code: '47001' }));
    clock.advance(UNKEPT_FOR_MS - 1);
    const replies = await together(fetch);
    expect(happening.sent).toHaveLength(2);
    expect(replies?.map((each) => each?.text)).toEqual([
      expect.stringContaining('"inseeCode":"47001"'),
      expect.stringContaining('"inseeCode":"47323"'),
    ]);
    clock.advance(1);
    expect(together(fetch)).toBeNull();
  });

  it('are not asked as one where the way to subgraphs asks each alone', async () => {
    const fetch = cached(fetchTogether(unkept));
    await fetch(root({ code: '47001' }));
    expect(together(fetch)).toBeNull();
    expect(happening.sent).toHaveLength(1);
  });
});
