import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../platform/actor.ts';
import { partner, PERSON } from '../../actors.ts';
import { openCrowds, type Crowds } from './crowd.ts';

let crowds: Crowds;
beforeAll(async () => {
  crowds = await openCrowds();
});
afterAll(() => crowds.close());

const PLACE = `query ($id: ID!, $room: String, $near: Near) {
  item(id: $id) { ... on Book { stock place(room: $room, near: $near) } }
}`;

const asked = (ids: readonly string[]) => ids.map((id) => ({ id }));

describe('requests at once', () => {
  const same = partner('a');
  it.each([
    ['of two partners', [{ actor: same }, { actor: same }, { actor: partner('b') }], 2],
    ['of a partner and of nobody in particular', [{ actor: same }, {}, {}], 2],
    ['with other headers', [{ headers: { accept: 'x' } }, { headers: { accept: 'y' } }, {}], 3],
    [
      'with other identifiers',
      [{ headers: { 'x-request-id': '1' } }, { headers: { 'x-request-id': '2' } }, { headers: {} }],
      1,
    ],
    ['of one person', [{ actor: PERSON }, { actor: PERSON }, { actor: PERSON }], 3],
  ])('%s are served apart where they must be', async (_what, given, expected) => {
    const crowd = await crowds.of(PLACE, { id: 'b1' });
    const ids = asked(['b1', 'b2', 'made 1']);
    const { texts, entities } = await crowd.ask(ids, { given });
    expect(entities).toHaveLength(expected);
    expect(texts).toEqual((await crowd.alone(ids)).texts);
    for (const each of entities) {
      const askers = given.map(({ actor }: { readonly actor?: Actor }) => actor?.kind ?? 'anonymous');
      expect(askers).toContain(each.actor.kind);
    }
  });

  it.each([
    ['another value', { room: 'a' }, { room: 'b' }, 2],
    ['the same value', { room: 'a' }, { room: 'a' }, 1],
    ['null and none', { room: null }, {}, 2],
    ['a null in an object, and none', { near: { row: 1, column: null } }, { near: { row: 1 } }, 2],
    ['a variable that no entity is asked with', { room: 'a', other: 1 }, { room: 'a', other: 2 }, 1],
  ])('with %s of the variables asked of entities are answered as alone', async (_what, one, other, expected) => {
    const crowd = await crowds.of(PLACE, { id: 'b1' });
    const variables = [
      { id: 'b1', ...one },
      { id: 'b2', ...other },
      { id: 'b2', ...one },
      { id: 'b1', ...other },
    ];
    const alone = await crowd.alone(variables);
    const together = await crowd.ask(variables);
    expect(together.texts).toEqual(alone.texts);
    expect(together.entities).toHaveLength(expected);
  });
});
