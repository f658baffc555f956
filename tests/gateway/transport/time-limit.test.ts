import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TimeLimit, type Limited } from '../../../gateway/transport/time-limit.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';

const MS = 100;
let clock: HeldClock;
let limit: TimeLimit;
let expired: string[];

beforeEach(() => {
  clock = holdClock();
  limit = new TimeLimit(MS);
  expired = [];
});
afterEach(() => clock.release());

function begun(name: string, whenExpired: () => void = () => undefined): Limited {
  const limited: Limited = {
    dueAt: 0,
    before: null,
    after: null,
    expired: () => {
      expired.push(name);
      whenExpired();
    },
  };
  limit.begin(limited, performance.now());
  return limited;
}

describe('a time limit', () => {
  it('ends each when its own time is over', () => {
    begun('one');
    clock.advance(40);
    begun('two');
    clock.advance(MS - 40 - 1);
    expect(expired).toEqual([]);
    clock.advance(1);
    expect(expired).toEqual(['one']);
    clock.advance(39);
    expect(expired).toEqual(['one']);
    clock.advance(1);
    expect(expired).toEqual(['one', 'two']);
  });

  it.each([
    ['the first', [0]],
    ['the last', [3]],
    ['some between', [1, 2]],
    ['all but one', [0, 1, 3]],
    ['all', [0, 1, 2, 3]],
  ])('leaves alone %s that ended before', (_which, ended) => {
    const names = ['a', 'b', 'c', 'd'];
    const over = names.map((name) => begun(name)).filter((_, at) => ended.includes(at));
    // Ended twice, as a request whose client goes away is.
    for (const each of [...over, ...over]) limit.end(each);
    clock.advance(MS);
    expect(expired).toEqual(names.filter((_, at) => !ended.includes(at)));
  });

  it('lets one end another, and begin again, when its time is over', () => {
    begun('one', () => {
      limit.end(other);
      begun('three');
    });
    const other = begun('two');
    clock.advance(MS);
    expect(expired).toEqual(['one']);
    clock.advance(MS);
    expect(expired).toEqual(['one', 'three']);
  });

  it('has no timer left where nothing is under way', () => {
    const [one, two] = [begun('one'), begun('two')];
    expect(jest.getTimerCount()).toBe(1);
    limit.end(one);
    limit.end(two);
    expect(jest.getTimerCount()).toBe(0);
    begun('three');
    clock.advance(MS);
    expect(expired).toEqual(['three']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
