import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ReadBefore } from '../../../../gateway/execution/splicing/read-before.ts';
import { openCrowds, rewritten, type Crowds, type Happening } from './crowd.ts';

let crowds: Crowds;
beforeAll(async () => {
  crowds = await openCrowds();
});
afterAll(() => crowds.close());
afterEach(() => {
  jest.restoreAllMocks();
});

/** Objects of at least four leaves, in one of at least four. */
const NESTED: readonly (readonly [what: string, query: string])[] = [
  ['copied whole', '{ items { id name score tags maker { id name head { code people } towns { code people } } } }'],
  [
    'asked under other names, with fields of other subgraphs',
    '{ items { id label: name score tags ... on Book { stock } owner: maker { name key: id head { c: code people } towns { people code } } } }',
  ],
  [
    'read of entities',
    '{ items { ... on Book { opinions { about { name pages score tags maker { id name head { code people } towns { people } } } } } } }',
  ],
];

/** Each by one character. */
const CHANGES: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a leaf of the inner object', '"people":33000', '"people":33001'],
  ['a text of the inner object', 'Nord', 'Norb'],
  ['a leaf of the outer object', '"score":4.5', '"score":4.6'],
  ['a text of the outer object', '"neuf"', '"neuF"'],
];

const changing = (from: string, to: string): Happening => {
  return (_asked, answer) => rewritten(answer, (text) => text.replaceAll(from, to));
};

describe.each(NESTED)('objects within objects that were read before, %s', (_what, query) => {
  it.each(CHANGES)('are answered as the subgraph says when %s changes', async (_change, from, to) => {
    const find = jest.spyOn(ReadBefore.prototype, 'find');
    const crowd = await crowds.of(query);
    const changed = { happens: changing(from, to) };
    const same = {};
    const before = (await crowd.alone([{}], same)).texts;
    const after = (await crowd.alone([{}], changed)).texts;
    expect(after).not.toEqual(before);
    for (const options of [same, same, same, changed, changed, changed, same, changed]) {
      const { texts, tiers } = await crowd.ask([{}], options);
      expect([texts, tiers]).toEqual([options === same ? before : after, { spliced: 1 }]);
    }
    expect(find.mock.results.some(({ value }) => value !== undefined)).toBe(true);
  });

  it('are read within an outer object that is not the same again', async () => {
    const crowd = await crowds.of(query);
    for (let time = 1; time <= 3; time += 1) await crowd.ask([{}]);
    const find = jest.spyOn(ReadBefore.prototype, 'find');
    await crowd.ask([{}], { happens: changing('"score":4.5', '"score":4.6') });
    const found = find.mock.results.map(({ value }) => value as ReturnType<ReadBefore['find']>);
    expect(found.filter((each) => each?.text.includes('Nord') === true)).not.toHaveLength(0);
    expect(found.filter((each) => each?.text.includes('score') === true)).toHaveLength(0);
  });
});
