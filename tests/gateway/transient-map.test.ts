import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TransientMap } from '../../gateway/transient-map.ts';

/** How many megabytes V8 moves to its old objects while small entries come and go, in a process of its own. */
function madeOld(map: string): number {
  const code = `
    import { getHeapStatistics } from 'node:v8';
    import { TransientMap } from './gateway/transient-map.ts';
    const map = new ${map}();
    const live = [];
    const churn = (entries) => {
      for (let at = 0; at < entries; at += 1) {
        map.set('key ' + at, Array.from({ length: 100 }, () => at));
        live.push('key ' + at);
        if (live.length > 20) map.delete(live.shift());
      }
    };
    churn(20);
    gc();
    gc();
    const before = getHeapStatistics().used_heap_size;
    churn(20_000);
    gc({ type: 'minor' });
    console.log(getHeapStatistics().used_heap_size - before);`;
  const flags = ['--expose-gc', '--max-semi-space-size=2', '--import', 'ts-blank-space/register'];
  const told = spawnSync(process.execPath, [...flags, '--input-type=module', '--eval', code]);
  return Number(told.stdout.toString()) / 1e6;
}

describe('a map of what comes and goes', () => {
  it('lets what has gone be collected young, which a map of V8 does not', () => {
    expect(madeOld('Map')).toBeGreaterThan(8);
    expect(madeOld('TransientMap')).toBeLessThan(2);
  });

  it('holds what a map holds', () => {
    const step = fc.tuple(fc.constantFrom('set', 'delete'), fc.nat({ max: 80 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 200, maxLength: 600 }), (steps) => {
        const [ours, theirs] = [new TransientMap<number, number>(), new Map<number, number>()];
        const told = steps.map(([what, key], at) => {
          for (const map of [ours, theirs]) {
            if (what === 'set') map.set(key, at);
            else map.delete(key);
          }
          return [ours, theirs].map((map) => [map.get(key + 1), map.has(key), map.size].join(' '));
        });
        expect(told.filter(([our, their]) => our !== their)).toEqual([]);
      }),
    );
  });
});
