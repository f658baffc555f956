import { jest } from '@jest/globals';

/** The date of this process, which goes on only when a test says so. */
export interface HeldDate {
  readonly advance: (seconds: number) => void;
  readonly release: () => void;
}

/** Holds the date, so that no token expires because a machine is slow. Timers keep the real time. */
export function holdDate(): HeldDate {
  jest.useFakeTimers({
    now: Date.now(),
    // prettier-ignore
    doNotFake: [
      'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate',
      'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval',
    ],
  });
  return {
    advance: (seconds) => {
      jest.setSystemTime(Date.now() + seconds * 1000);
    },
    release: () => {
      jest.useRealTimers();
    },
  };
}
