import { beforeEach, describe, expect, it } from '@jest/globals';
import type { BatchedFetch } from '../../../gateway/batching/batched-fetch.ts';
import type { SubgraphFetch } from '../../../gateway/execution/contract.ts';
import { LifeSignal } from '../../../gateway/transport/deadline.ts';
import { partner, PERSON } from '../actors.ts';
import { direct, entities, happening, openBatched, root, told, WRONG } from './territory.ts';

let batched: BatchedFetch;
beforeEach(() => {
  ({ batched } = openBatched());
});

/** Asks all in one turn; the replies, and those of each asked by itself. */
async function together(fetches: readonly SubgraphFetch[]) {
  const { sent } = happening;
  sent.length = 0;
  const replies = await Promise.all(fetches.map((each) => batched.fetch(each)));
  const requests = sent.length;
  const alone = await Promise.all(fetches.map((each) => direct(each)));
  return { requests, replies: replies.map(told), alone: alone.map(told) };
}

describe('fetches of root fields of one step that are asked in one turn', () => {
  it('are one request for root fields, each with its own variables or defaults', async () => {
    const { requests, replies, alone } = await together([
      root({ code: '47001', language: 'fr' }),
      root({ code: 'unknown', codes: ['a', 'b', 'c'], first: 3 }),
      root({ code: '47323', language: null, codes: ['a', 'b', 'c'] }),
      root({ code: '{"}', language: 'o\\"c' }),
    ]);
    expect(requests).toBe(1);
    expect(replies).toEqual(alone);
  });

  it.each([2, 3, 5, 7, 9, 13, 16])('are one request when they are %i', async (count) => {
    const fetches = Array.from({ length: count }, (_, at) => root({ code: `${at}` }));
    const { requests, replies, alone } = await together(fetches);
    expect(requests).toBe(1);
    expect(replies).toEqual(alone);
  });

  it('are at most as many as the settings say', async () => {
    const fetches = Array.from({ length: 40 }, (_, at) => root({ code: `${at}` }));
    const { requests, replies, alone } = await together(fetches);
    expect(requests).toBe(3);
    expect(replies).toEqual(alone);
  });

  it.each([
    ['entities', [entities(['47001']), entities(['47323'])]],
    ['a person', [1, 2].map((at) => root({ code: `${at}` }, { actor: PERSON }))],
    ['another partner', ['a', 'b'].map((id) => root({ code: '47001' }, { actor: partner(id) }))],
    ['another step', [entities(['47001']), root({ code: '47001' })]],
  ])('are asked apart for %s', async (_what, fetches) => {
    const { requests, replies, alone } = await together(fetches);
    expect(requests).toBe(2);
    expect(replies).toEqual(alone);
  });

  it('are asked apart in two turns', async () => {
    const first = batched.fetch(root({ code: '47001' }));
    await first;
    await batched.fetch(root({ code: '47323' }));
    expect(happening.sent).toHaveLength(2);
  });
});

describe('what happens to one of a batch', () => {
  const fault = [
    ['an error of a root field', root({ code: 'refused' }), root({ code: '47001' })],
    ['a variable of a wrong type', root(WRONG), root({ code: '47001' })],
  ] as const;

  it.each(fault)('%s is its own: the others are answered as alone', async (_what, wrong, right) => {
    const { replies, alone } = await together([wrong, right, right]);
    expect(replies).toEqual(alone);
    expect(JSON.stringify(replies[0])).toContain('errors');
    expect(JSON.stringify(replies[1])).not.toContain('errors');
  });

  it('has those of its step asked alone for some time when it comes again and again', async () => {
    for (let time = 0; time < 4; time += 1) {
      expect((await together([root({ code: '1' }), root({ code: 'unknown' })])).requests).toBe(1);
      await together([root(WRONG), root({ code: '47001' })]);
    }
    expect((await together([root({ code: '1' }), root({ code: '2' })])).requests).toBe(2);
  });

  it('does not hold the others when it is slow', async () => {
    let answer = (): void => undefined;
    happening.slow = new Promise((resolve) => {
      answer = resolve;
    });
    const late = batched.fetch(root({ code: 'slow' }));
    const prompt = await batched.fetch(root({ code: '47001' }));
    expect(prompt.kind).toBe('answered');
    answer();
    expect((await late).kind).toBe('answered');
  });

  it('ends it alone when its client goes away', async () => {
    const signal = new LifeSignal();
    let answer = (): void => undefined;
    happening.slow = new Promise((resolve) => {
      answer = resolve;
    });
    const left = batched.fetch(root({ code: 'slow' }, { signal }));
    const stays = batched.fetch(root({ code: '47001' }));
    // Once the turn is over, they are under way together.
    await new Promise((resolve) => setImmediate(resolve));
    signal.abort(new Error('gone'));
    expect((await left).kind).toBe('failed');
    answer();
    expect((await stays).kind).toBe('answered');
  });

  it('ends the request when all have gone', async () => {
    const signal = new LifeSignal();
    happening.slow = new Promise(() => undefined);
    const both = [root({ code: 'slow' }, { signal }), root({ code: '47001' }, { signal })];
    const replies = both.map((each) => batched.fetch(each));
    await new Promise((resolve) => setImmediate(resolve));
    signal.abort(new Error('gone'));
    expect((await Promise.all(replies)).map(({ kind }) => kind)).toEqual(['failed', 'failed']);
    expect(happening.sent[0]?.signal.aborted).toBe(true);
  });
});
