import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BatchedFetch } from '../../../gateway/batching/batched-fetch.ts';
import type { JoinedCounts } from '../../../gateway/batching/joined-counts.ts';
import type { RootReplies, Variables } from '../../../gateway/execution/contract.ts';
import { LifeSignal } from '../../../gateway/transport/deadline.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { partner, PERSON } from '../actors.ts';
import { alone, codes, happening, openBatched, root, roots, textsOf, WRONG } from './territory.ts';

const APART_MS = 10_000;
const LATE_MS = 200;

let batched: BatchedFetch;
let counts: JoinedCounts;
let clock: HeldClock;
beforeEach(() => {
  ({ batched, counts } = openBatched());
  clock = holdClock();
});
afterEach(() => {
  clock.release();
});

function ask(variables: readonly Variables[], given: Parameters<typeof roots>[1] = {}): Promise<RootReplies> | null {
  return batched.fetch.roots?.(roots(variables, given)) ?? null;
}

describe('root fields that a cohort asks of all its members', () => {
  it.each(Array.from({ length: 32 }, (_, at) => at + 1))(
    'of %i members are one request, and each is answered as alone',
    async (members) => {
      const variables = codes(members);
      const replies = await ask(variables);
      expect(happening.sent).toHaveLength(1);
      expect(textsOf(replies)).toEqual(await alone(variables));
    },
  );

  it('are one query for each power of two: the members that it has too many are not asked', async () => {
    const queries = new Set<unknown>();
    for (let members = 2; members <= 32; members += 1) {
      happening.communes.length = 0;
      await ask(codes(members));
      expect(happening.communes).toHaveLength(members);
      queries.add((JSON.parse(String(happening.sent.at(-1)?.body)) as { query: string }).query);
    }
    expect(queries.size).toBe(5);
  });

  it('have each its own variables or defaults, of any characters', async () => {
    const variables = [
      { code: '47001', language: 'fr' },
      { code: 'unknown', codes: ['a', 'b', 'c'], first: 3 },
      { code: 'é«🎉', language: null, codes: ['a', 'b', 'c'], other: 'is not asked' },
      { code: '{"}', language: 'o\\"c', first: undefined },
    ];
    expect(textsOf(await ask(variables))).toEqual(await alone(variables));
  });

  it('are asked for who asks, with the headers and until the end that the cohort says', async () => {
    const given = { actor: partner('a'), headers: { accept: 'x' }, signal: new LifeSignal() };
    await ask(codes(3), given);
    for (const sent of happening.sent) expect(sent).toMatchObject({ ...given, subgraph: 'territory' });
    expect(happening.sent.every(({ signal }) => signal === given.signal)).toBe(true);
  });

  it('come with what they were cut from', async () => {
    for (const reply of (await ask(codes(3))) ?? []) {
      expect(reply?.of).toMatchObject({ kind: 'answered', maxAge: 60, publication: 7 });
    }
  });

  it('are counted by request and by member', async () => {
    await ask(codes(7));
    expect(counts.read('territory')).toEqual({ requests: { together: 1, apart: 0 }, fetches: 7 });
  });
});

describe('root fields that a cohort asks are left to each member', () => {
  it('for a person', () => {
    expect(ask(codes(2), { actor: PERSON })).toBeNull();
    expect(happening.sent).toHaveLength(0);
  });

  it.each([
    ['a fragment at the root', 'query ($code: ID!) { ... on Query { commune(inseeCode: $code) { inseeCode } } }'],
    ['a field of the root twice', 'query ($code: ID!) { hour commune(inseeCode: $code) { inseeCode } hour }'],
    ['two operations', 'query Town__territory__0 { hour } query B { hour }'],
  ])('where the fetch has %s', (_what, query) => {
    const step = { subgraph: 'territory', operationName: null, query };
    expect(ask(codes(2), { step })).toBeNull();
    expect(happening.sent).toHaveLength(0);
  });

  it('where a request would be too large, which is no fault', async () => {
    const large = { code: '47001', language: 'x'.repeat(262_144) };
    expect(await ask([large, ...codes(2)])).toEqual([null, null, null]);
    expect(happening.sent).toHaveLength(0);
    expect(counts.read('territory')).toEqual({ requests: { together: 0, apart: 0 }, fetches: 0 });
    expect(ask(codes(2))).not.toBeNull();
  });

  it('when all are refused for one, and for ten seconds from then on where that comes again and again', async () => {
    const variables = [WRONG, ...codes(2)];
    expect(await ask(variables)).toEqual([null, null, null]);
    expect(counts.read('territory')).toEqual({ requests: { together: 0, apart: 1 }, fetches: 3 });
    for (let time = 0; time < 2; time += 1) await ask(variables);
    clock.advance(APART_MS - 1);
    expect(ask(codes(2))).toBeNull();
    clock.advance(1);
    expect(textsOf(await ask(codes(2)))).toEqual(await alone(codes(2)));
  });

  it('after batches of the same step that did not serve their members', async () => {
    for (let time = 0; time < 3; time += 1)
      await Promise.all([WRONG, { code: '47001' }].map((each) => batched.fetch(root(each))));
    expect(ask(codes(2))).toBeNull();
  });

  it('when nobody waits for them any more, which is no fault', async () => {
    const signal = new LifeSignal();
    signal.abort(new Error('gone'));
    expect(await ask(codes(2), { signal })).toEqual([null, null]);
    expect(ask(codes(2))).not.toBeNull();
  });
});

describe('root fields of a cohort that gain nothing by being asked together, after two faults', () => {
  beforeEach(async () => {
    for (let time = 0; time < 2; time += 1) await ask([WRONG, { code: '47001' }]);
  });

  const slow = () => {
    let answer = (): void => undefined;
    happening.slow = new Promise((resolve) => {
      answer = resolve;
    });
    return () => {
      answer();
    };
  };

  it.each([
    [LATE_MS - 1, false],
    [LATE_MS, true],
  ])('as they take %i ms are used; that those of the step are left to each member then is %s', async (ms, isApart) => {
    const variables = [{ code: 'slow' }, { code: '47001' }];
    const answer = slow();
    const replies = ask(variables);
    clock.advance(ms);
    answer();
    expect(textsOf(await replies)).toEqual(await alone(variables));
    expect(ask(codes(2)) === null).toBe(isApart);
  });

  it.each([
    [7_000, false],
    [9_000, true],
  ])('as their answers are of %i bytes are used; that those are left to each then is %s', async (bytes, isApart) => {
    const variables = [1, 2].map((at) => ({ code: `${at}`, language: 'x'.repeat(bytes) }));
    expect(textsOf(await ask(variables))).toEqual(await alone(variables));
    expect(ask(codes(2)) === null).toBe(isApart);
  });
});
