import { describe, expect, it } from '@jest/globals';
import { withOneRequest } from '../../../../gateway/execution/planning/one-request.ts';
import type { FetchStep, Step } from '../../../../gateway/execution/program.ts';

const fetch = (id: number, subgraph: string, changes: Partial<FetchStep> = {}): FetchStep => ({
  kind: 'fetch',
  id,
  subgraph,
  operation: 'query',
  query: 'query Q($representations:[_Any!]!){_entities(representations:$representations){...on A{b}}}',
  operationName: 'Q',
  variables: [],
  path: ['a'],
  requires: [],
  answer: { isAbstract: false, fields: new Map() },
  inputRewrites: [],
  outputRewrites: [],
  ...changes,
});
const root = { requires: null, query: 'query Q{a{b}}' };
const parallel = (...steps: readonly Step[]): Step => ({ kind: 'parallel', steps });
const sequence = (...steps: readonly Step[]): Step => ({ kind: 'sequence', steps });

/** `[1+2]` is one request, `(1|2)` are at the same time, `1>2` in turn. */
function written(step: Step): string {
  if (step.kind === 'fetch') return String(step.id);
  const steps = step.steps.map(written);
  if (step.kind === 'sequence') return steps.join('>');
  return step.isOneRequest === true ? `[${steps.join('+')}]` : `(${steps.join('|')})`;
}

describe('fetches of a plan that are asked in one request', () => {
  it('are those of entities that begin together in one subgraph', () => {
    const step = sequence(fetch(0, 'x', root), parallel(fetch(1, 'x'), fetch(2, 'y'), fetch(3, 'x')));
    expect(written(withOneRequest(step))).toBe('0>([1+3]|2)');
  });

  it('are all of a parallel step, which is then nothing more', () => {
    expect(written(withOneRequest(parallel(fetch(1, 'x'), parallel(fetch(2, 'x')))))).toBe('[1+2]');
  });

  it('are not those of root fields, nor of mutations', () => {
    const step = parallel(fetch(1, 'x', root), fetch(2, 'x', { operation: 'mutation' }), fetch(3, 'x'));
    expect(written(withOneRequest(step))).toBe('(1|2|3)');
  });

  it('delay nothing: what something waits for is asked by itself', () => {
    const one = sequence(fetch(1, 'x'), fetch(2, 'y'));
    const step = parallel(one, fetch(3, 'x'), sequence(fetch(4, 'x'), parallel(fetch(5, 'y'), fetch(6, 'y'))));
    expect(written(withOneRequest(step))).toBe('(1>2|4>[5+6]|3)');
  });

  it('are eight at most', () => {
    const step = parallel(...Array.from({ length: 9 }, (_, at) => fetch(at, 'x')));
    expect(written(withOneRequest(step))).toBe('([0+1+2+3+4+5+6+7]|8)');
  });
});
