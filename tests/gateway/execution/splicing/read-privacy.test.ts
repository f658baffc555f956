import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { ReadBefore } from '../../../../gateway/execution/splicing/read-before.ts';
import type { Actor } from '../../../../platform/actor.ts';
import { partner, PERSON } from '../../actors.ts';
import { openCrowds, type Crowds } from './crowd.ts';

let crowds: Crowds;
beforeAll(async () => {
  crowds = await openCrowds();
});
afterAll(() => crowds.close());

const ITEMS = '{ items { id name score tags home { code people } ... on Book { stock } } }';
it.each<[string, Actor, boolean]>([
  ['nobody in particular', { kind: 'anonymous' }, true],
  ['a partner without rights of its own', partner('a'), true],
  ['a partner with a scope', partner('a', { scopes: ['diagnostics:read'] }), false],
  ['a person', PERSON, false],
])('objects read for %s are kept only where anyone may read them', async (_who, actor, isKept) => {
  const keep = jest.spyOn(ReadBefore.prototype, 'keep');
  const crowd = await crowds.of(ITEMS);
  const variables = [{}, {}, {}];
  const given = variables.map(() => ({ actor }));
  const first = await crowd.ask(variables, { given });
  const again = await crowd.ask(variables, { given });
  expect(first.tiers).toEqual({ spliced: 3 });
  expect(again.texts).toEqual(first.texts);
  expect(keep.mock.calls.length > 0).toBe(isKept);
  keep.mockRestore();
});
