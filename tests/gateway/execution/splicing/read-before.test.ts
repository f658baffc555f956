import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { ReadBefore } from '../../../../gateway/execution/splicing/read-before.ts';

const PLACE = '{"id":"lieu-1","name":"Médiathèque"}';

function keptTwice(read: ReadBefore, key: string, text: string, cuts: readonly string[]): void {
  read.keep(key, text, cuts);
  read.keep(key, text, cuts);
}

describe('objects that were read before', () => {
  it('are known again by all of their bytes, wherever they stand', () => {
    const read = new ReadBefore();
    keptTwice(read, 'lieu-1', PLACE, [PLACE]);
    expect(read.find('lieu-1', `[${PLACE},${PLACE}]`, 1)?.cuts).toEqual([PLACE]);
    expect(read.find('lieu-1', `[${PLACE},${PLACE}]`, PLACE.length + 2)?.text).toBe(PLACE);
    expect(read.find('lieu-1', `[${PLACE}]`, 0)).toBeUndefined();
    expect(read.find('lieu-1', PLACE.replace('que"}', 'quE"}'), 0)).toBeUndefined();
    expect(read.find('lieu-1', PLACE.slice(0, -1), 0)).toBeUndefined();
    expect(read.find('lieu-2', PLACE, 0)).toBeUndefined();
  });

  it('are kept once they have come twice', () => {
    const read = new ReadBefore();
    read.keep('lieu-1', PLACE, [PLACE]);
    expect(read.find('lieu-1', PLACE, 0)).toBeUndefined();
  });

  it('give way to what came later under their key', () => {
    const read = new ReadBefore();
    const later = PLACE.replace('lieu', 'LIEU');
    keptTwice(read, 'lieu-1', PLACE, [PLACE]);
    read.keep('lieu-1', later, [later]);
    expect(read.find('lieu-1', PLACE, 0)).toBeUndefined();
    expect(read.find('lieu-1', later, 0)?.cuts).toEqual([later]);
  });

  it('are not looked up for some time where none comes again', () => {
    const read = new ReadBefore();
    keptTwice(read, 'lieu-1', PLACE, [PLACE]);
    for (let at = 0; at < 4097; at += 1) {
      expect(read.looks()).toBe(true);
      read.find(`other-${at}`, PLACE, 0);
    }
    for (let at = 0; at < 32_768; at += 1) expect(read.looks()).toBe(false);
    expect(read.looks()).toBe(true);
    expect(read.find('lieu-1', PLACE, 0)).toBeUndefined();
    keptTwice(read, 'lieu-1', PLACE, [PLACE]);
    expect(read.find('lieu-1', PLACE, 0)?.cuts).toEqual([PLACE]);
  });

  it('of one key that take turns do not have others forgotten', () => {
    const read = new ReadBefore();
    keptTwice(read, 'lieu-1', PLACE, [PLACE]);
    const [one, two] = ['1', '2'].map((digit) => `{"text":"${digit.repeat(12_000)}"}`);
    for (let time = 0; time < 2000; time += 1) {
      read.keep('turns', one ?? '', [PLACE]);
      read.keep('turns', two ?? '', [PLACE]);
    }
    expect(read.find('turns', two ?? '', 0)?.text).toBe(two);
    expect(read.find('lieu-1', PLACE, 0)?.text).toBe(PLACE);
  });

  it('are looked up on and on where each of many comes again now and then', () => {
    const read = new ReadBefore();
    const places = Array.from({ length: 900 }, (_, at) => PLACE.replace('lieu-1', `lieu-${at}`));
    let found = 0;
    for (let time = 0; time < 60; time += 1) {
      for (const [at, place] of places.entries()) {
        if (read.looks() && read.find(`${at}`, place, 0) !== undefined) found += 1;
        else read.keep(`${at}`, place, [place]);
      }
    }
    expect(found).toBe(58 * places.length);
  });

  it('take a bounded memory, whatever their number: the oldest are forgotten', () => {
    const [first, ...others] = Array.from({ length: 40 }, () => new ReadBefore());
    const large = `{"text":"${'x'.repeat(12_000)}"}`;
    keptTwice(first ?? new ReadBefore(), 'first', large, [large]);
    // 39 kinds of 40 objects of 24 kB are more than 16 MB.
    for (const read of others) for (let at = 0; at < 40; at += 1) keptTwice(read, `${at}`, large, [large]);
    expect(first?.find('first', large, 0)).toBeUndefined();
    expect(others.at(-1)?.find('39', large, 0)?.text).toBe(large);
  });

  it('leave nothing behind once others of their kind have taken their place', () => {
    const code = `
      import { ReadBefore } from './gateway/execution/splicing/read-before.ts';
      const read = new ReadBefore();
      const come = (from, to) => {
        for (let at = from; at < to; at += 1) {
          const text = '{"address":"' + at + ' rue du Port"}';
          for (const time of [1, 2]) if (read.find('key ' + at, text, 0) === undefined) read.keep('key ' + at, text, [text]);
        }
        gc();
        return process.memoryUsage().heapUsed;
      };
      const before = come(0, 5000);
      console.log(come(5000, 60_000) - before);`;
    const flags = ['--expose-gc', '--import', 'ts-blank-space/register', '--input-type=module', '--eval'];
    const told = spawnSync(process.execPath, [...flags, code]).stdout.toString();
    expect(Number.parseInt(told, 10)).toBeLessThan(1_000_000);
  });
});
