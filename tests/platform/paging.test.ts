import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { connectionOf, encodeCursor, pageOf, type PageArguments } from '../../platform/paging.ts';

interface Row {
  readonly name: string;
  readonly id: number;
}

/** A table that is read as a database would: rows after the cursor, in order, one more than asked. */
function pageThrough(table: readonly Row[], pageArguments: PageArguments) {
  const { limit, after } = pageOf(pageArguments, { defaultSize: 3, maximumSize: 5 });
  const sorted = [...table].sort((a, b) => compare(a, [b.name, b.id]));
  const rows = sorted.filter((row) => after === null || compare(row, after) > 0).slice(0, limit + 1);
  const totalCount = () => Promise.resolve(table.length);
  return connectionOf({ rows, limit, after, cursorOf: ({ name, id }) => [name, id], totalCount });
}

function compare(row: Row, [name, id]: readonly unknown[]): number {
  if (row.name === name) return row.id - Number(id);
  return row.name < String(name) ? -1 : 1;
}

function everyPage(table: readonly Row[], first: number): Row[] {
  const seen: Row[] = [];
  let after: string | null = null;
  for (;;) {
    const { edges, pageInfo } = pageThrough(table, { first, after });
    seen.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return seen;
    after = pageInfo.endCursor;
  }
}

describe('the arguments of a page', () => {
  it('have a default size and no cursor', () => {
    expect(pageOf({})).toEqual({ limit: 20, after: null });
    expect(pageOf({ first: null, after: null })).toEqual({ limit: 20, after: null });
  });

  it.each([1, 100])('accept first: %i', (first) => {
    expect(pageOf({ first }).limit).toBe(first);
  });

  it.each([0, -1, 101])('refuse first: %i and say the bounds', (first) => {
    expect(() => pageOf({ first })).toThrow(`first vaut ${first} : attendu un nombre de 1 à 100, par exemple 20.`);
  });

  it.each([
    ['a text', 'abc'],
    ['nothing', ''],
    ['JSON that is not a list', Buffer.from('{"a":1}').toString('base64url')],
    ['an empty list', Buffer.from('[]').toString('base64url')],
    ['broken base64', '%%%'],
  ])('refuse %s as a cursor', (_what, after) => {
    expect(() => pageOf({ after })).toThrow('ce n’est pas un curseur');
  });

  it('refuse any text but a cursor with an expected fault, never with a crash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (after) => {
        try {
          expect(pageOf({ after }).after).not.toHaveLength(0);
        } catch (error) {
          expect(error).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
        }
      }),
    );
  });

  it('give back the sort values of any cursor of ours', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null), fc.boolean());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) =>
        expect(pageOf({ after: encodeCursor(values) }).after).toEqual(values),
      ),
    );
  });
});

describe('a connection', () => {
  it('gives every row once, in order, whatever the size of the pages and how many rows share a name', () => {
    const rows = fc.uniqueArray(
      fc.record({ name: fc.constantFrom('Agen', 'Émile', 'Nérac', 'Zoé'), id: fc.integer({ min: 0, max: 60 }) }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), (table, first) => {
        const sorted = [...table].sort((a, b) => compare(a, [b.name, b.id]));
        expect(everyPage(table, first)).toEqual(sorted);
      }),
    );
  });

  it('stays in place when a row is added before the cursor between two pages', () => {
    const table = ['b', 'c', 'd', 'e'].map((name, id) => ({ name, id }));
    const { pageInfo } = pageThrough(table, { first: 2 });
    const next = pageThrough([...table, { name: 'a', id: 9 }], { first: 2, after: pageInfo.endCursor });
    expect(next.edges.map(({ node }) => node.name)).toEqual(['d', 'e']);
    expect(next.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  });

  it('of nothing has no cursors and no next page', async () => {
    const empty = pageThrough([], {});
    expect(empty.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
    expect(await empty.totalCount()).toBe(0);
  });

  it('does not count the rows unless it is asked to', () => {
    let counted = 0;
    const count = () => Promise.resolve((counted += 1));
    connectionOf({ rows: [1], limit: 1, cursorOf: (row) => [row], totalCount: count });
    expect(counted).toBe(0);
  });
});
