import { beforeEach, describe, expect, it } from '@jest/globals';
import type { BatchedFetch } from '../../../gateway/batching/batched-fetch.ts';
import type { JoinedCounts } from '../../../gateway/batching/joined-counts.ts';
import type { Variables } from '../../../gateway/execution/contract.ts';
import { alone, codes, happening, openBatched, roots, textsOf, type Answer } from './territory.ts';

let batched: BatchedFetch;
let counts: JoinedCounts;
beforeEach(() => {
  ({ batched, counts } = openBatched());
});

const ask = async (variables: readonly Variables[]) => (await batched.fetch.roots?.(roots(variables, {}))) ?? null;

describe('root fields that a cohort asks, some of which are in error,', () => {
  it.each([
    ['data before errors', (answer: object) => answer],
    ['errors before data', ({ data, errors }: Answer) => ({ errors, extensions: { a: 1 }, data })],
  ])('are given to those that no error is about, of %s', async (_order, written) => {
    const variables = [{ code: '47001', language: 'é"' }, { code: 'refused' }, { code: 'unknown' }];
    happening.rewrite = written;
    const [first, , third] = await alone(variables);
    expect(textsOf(await ask(variables))).toEqual([first, null, third]);
    expect(counts.read('territory')).toEqual({ requests: { together: 1, apart: 0 }, fetches: 3 });
  });

  it('are so each time', async () => {
    for (let time = 0; time < 8; time += 1) await ask([{ code: 'refused' }, { code: '47001' }]);
    expect(await ask(codes(2))).not.toBeNull();
  });

  const first = { message: 'a', path: ['b0_town'] };
  it.each<[string, (answer: Answer) => object]>([
    ['an error is about nothing', ({ data }) => ({ data, errors: [first, { message: 'b' }] })],
    ['an error is about no field', ({ data }) => ({ data, errors: [first, { message: 'b', path: [0] }] })],
    ['each has an error', ({ data }) => ({ data, errors: [first, { message: 'b', path: ['b1_hour'] }] })],
    ['there is no error', ({ data }) => ({ data, errors: [] })],
    ['errors are no list', ({ data }) => ({ data, errors: first })],
    ['an error is none', ({ data }) => ({ data, errors: [first, null] })],
    ['there is no data', () => ({ data: null, errors: [first] })],
    ['a field is missing', ({ data }) => ({ data: { ...data, b1_hour: undefined }, errors: [first] })],
  ])('are left to each member when %s', async (_what, written) => {
    happening.rewrite = written;
    expect(await ask(codes(2))).toEqual([null, null]);
    expect(counts.read('territory').requests).toEqual({ together: 0, apart: 1 });
  });
});
