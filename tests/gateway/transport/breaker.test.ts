import { beforeEach, describe, expect, it } from '@jest/globals';
import { circuitBreaker, type Breaker } from '../../../gateway/transport/breaker.ts';

let clock = 0;
let states: string[];
let breaker: Breaker;

beforeEach(() => {
  clock = 0;
  states = [];
  const onChange = (state: string) => void states.push(state);
  breaker = circuitBreaker({ failures: 3, openMs: 1000 }, { now: () => clock, onChange });
});

function fail(times: number): void {
  for (let time = 0; time < times; time++) breaker.done('ordinary', 'failure');
}

describe('a circuit', () => {
  it('stays closed when failures are not in a row', () => {
    fail(2);
    breaker.done('ordinary', 'success');
    fail(2);
    expect([breaker.pass(), breaker.state(), states]).toEqual(['ordinary', 'closed', []]);
  });

  it('is not closed nor opened by clients that go away', () => {
    fail(2);
    breaker.done('ordinary', 'neutral');
    expect(breaker.state()).toBe('closed');
    fail(1);
    expect(breaker.state()).toBe('open');
  });

  it('opens on failures in a row, and lets exactly one probe through after its delay', () => {
    fail(3);
    clock = 999;
    expect(breaker.pass()).toBeNull();
    clock = 1000;
    expect([breaker.pass(), breaker.pass(), breaker.state()]).toEqual(['probe', null, 'half-open']);
    breaker.done('probe', 'success');
    expect([breaker.pass(), states]).toEqual(['ordinary', ['open', 'half-open', 'closed']]);
  });

  it('opens again for its whole delay when the probe fails', () => {
    fail(3);
    clock = 1500;
    breaker.pass();
    breaker.done('probe', 'failure');
    clock = 2499;
    expect(breaker.pass()).toBeNull();
    clock = 2500;
    expect(breaker.pass()).toBe('probe');
  });

  it('tries again at once when the probe’s client went away', () => {
    fail(3);
    clock = 1000;
    breaker.pass();
    breaker.done('probe', 'neutral');
    expect(breaker.pass()).toBe('probe');
  });

  it('is not changed, once open, by requests begun before', () => {
    fail(3);
    breaker.done('ordinary', 'success');
    clock = 500;
    fail(3);
    expect(breaker.state()).toBe('open');
    clock = 1000;
    expect(breaker.pass()).toBe('probe');
  });
});
