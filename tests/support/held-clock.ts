import { performance } from 'node:perf_hooks';
import { jest } from '@jest/globals';

/** The timers and `performance.now()` of the code under test, which go on only when a test says so. */
export interface HeldClock {
  readonly advance: (ms: number) => void;
  readonly release: () => void;
}

/** Holds the clock, so that no deadline passes because a machine is slow. What Node does by itself keeps the real time. */
export function holdClock(): HeldClock {
  // Whole, so that sums of times are exact: else a deadline passes a millisecond early, once in a hundred runs.
  let now = Math.ceil(performance.now());
  const reading = jest.spyOn(performance, 'now').mockImplementation(() => now);
  jest.useFakeTimers({
    doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
  });
  return {
    advance: (ms) => {
      now += ms;
      jest.advanceTimersByTime(ms);
    },
    release: () => {
      jest.useRealTimers();
      reading.mockRestore();
    },
  };
}
