import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loaderByKey, loaderOfGroups, perRequest } from '../../platform/batch.ts';

interface Row {
  readonly key: string;
  readonly value: number;
}

describe('a loader by key', () => {
  it('gives each key its own row whatever the order of the database, and null where there is none', async () => {
    const rows = [
      { key: 'b', value: 2 },
      { key: 'a', value: 1 },
    ];
    const loader = loaderByKey(
      () => Promise.resolve(rows),
      (row: Row) => row.key,
    );
    expect(await loader.loadMany(['a', 'missing', 'b'])).toEqual([rows[1], null, rows[0]]);
  });

  it('asks the database once for all the keys of a level, each named once', async () => {
    const asked: (readonly string[])[] = [];
    const loader = loaderByKey(
      (keys: readonly string[]) => {
        asked.push(keys);
        return Promise.resolve([] as Row[]);
      },
      (row) => row.key,
    );
    await Promise.all([loader.load('a'), loader.load('b'), loader.load('a')]);
    expect(asked).toEqual([['a', 'b']]);
  });

  it('passes the failure of the database to every caller', async () => {
    const loader = loaderByKey(
      () => Promise.reject(new Error('gone')),
      (row: Row) => row.key,
    );
    await expect(Promise.all([loader.load('a'), loader.load('b')])).rejects.toThrow('gone');
  });

  it('answers as a look-up in the table would, for any table and any keys', async () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const table = fc.uniqueArray(fc.record({ key, value: fc.integer() }), { selector: (row) => row.key });
    await fc.assert(
      fc.asyncProperty(table, fc.array(key), async (rows, keys) => {
        const loader = loaderByKey(
          () => Promise.resolve(rows),
          (row: Row) => row.key,
        );
        expect(await loader.loadMany(keys)).toEqual(keys.map((k) => rows.find((row) => row.key === k) ?? null));
      }),
    );
  });
});

describe('a loader of groups', () => {
  it('gives each key its rows in the order of the database, and an empty list where there are none', async () => {
    const rows = [
      { key: 'a', value: 3 },
      { key: 'b', value: 2 },
      { key: 'a', value: 1 },
      { key: 'unasked', value: 9 },
    ];
    const loader = loaderOfGroups(
      () => Promise.resolve(rows),
      (row: Row) => row.key,
    );
    expect(await loader.loadMany(['b', 'none', 'a'])).toEqual([[rows[1]], [], [rows[0], rows[2]]]);
  });
});

describe('what is made per request', () => {
  it('is made once for a request and anew for the next', () => {
    let made = 0;
    const counter = perRequest(({ name }: { name: string }) => `${name}, made ${(made += 1)}`);
    const [first, second] = [{ name: 'first' }, { name: 'second' }];
    expect([counter(first), counter(first), counter(second)]).toEqual([
      'first, made 1',
      'first, made 1',
      'second, made 2',
    ]);
  });
});
