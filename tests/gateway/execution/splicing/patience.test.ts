import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { inTime } from '../../../../gateway/execution/splicing/patience.ts';
import { holdClock, type HeldClock } from '../../../support/held-clock.ts';

let clock: HeldClock;
beforeEach(() => {
  clock = holdClock();
});
afterEach(() => {
  clock.release();
});

const soon = (): Promise<string> => new Promise((resolve) => setImmediate(resolve, 'the answer'));

it('an answer that is there, but was not read because the gateway was busy, is not late', async () => {
  const awaited = inTime(soon());
  clock.advance(1000);
  expect(await awaited).toBe('the answer');
});

it('an answer that is not there is late', async () => {
  const awaited = inTime(new Promise(() => undefined));
  clock.advance(200);
  expect(await awaited).toBe('late');
});

it('what fails in time fails', async () => {
  await expect(inTime(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});
