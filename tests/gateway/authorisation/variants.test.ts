import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { A, CODE } from './describe-access.ts';
import { HOMES } from './homes.ts';
import { ANYONE, grants, openProtectedWorld, type ProtectedWorld } from './protected-world.ts';

describe.each([true, false])('a program for each combination of rights (compiled: %s)', (codeGeneration) => {
  let world: ProtectedWorld;
  beforeAll(async () => {
    world = await openProtectedWorld(HOMES, { codeGeneration });
  });
  afterAll(() => world.close());

  test('callers of other rights, turn about, are each answered by their own', async () => {
    const query = '{ house { id note visits { on } } }';
    const both = grants({ scopes: ['a', 'b'] });
    const [anyone, some, all] = [ANYONE, A, both].map((caller) => () => world.ask(caller, query));
    for (let time = 0; time < 3; time += 1) {
      expect((await anyone?.())?.data).toEqual({ house: { id: 'h', note: null, visits: null } });
      expect((await all?.())?.data).toEqual({ house: { id: 'h', note: 'calm', visits: [{ on: 'lundi' }] } });
      expect((await some?.())?.data).toEqual({ house: { id: 'h', note: 'calm', visits: null } });
    }
  });

  test('a condition decides with the rights', async () => {
    const query = 'query ($all: Boolean!) { house { id note @include(if: $all) } }';
    expect((await world.ask(ANYONE, query, { all: false })).errors).toEqual([]);
    expect((await world.ask(ANYONE, query, { all: true })).data).toEqual({ house: { id: 'h', note: null } });
    expect((await world.ask(A, query, { all: true })).data).toEqual({ house: { id: 'h', note: 'calm' } });
  });
});

describe('rights and speed', () => {
  test('whoever may have all of an operation is served by splicing', async () => {
    const world = await openProtectedWorld(HOMES);
    expect((await world.ask(A, '{ house { id note name } }')).tier).toBe('spliced');
    expect((await world.ask(grants({ scopes: ['a', 'zzz'] }), '{ house { id note name } }')).tier).toBe('spliced');
    expect((await world.ask(ANYONE, '{ house { id note name } }')).tier).toBe('general');
    expect((await world.ask(ANYONE, '{ house { id name } }')).tier).toBe('spliced');
    await world.close();
  });

  test('fragments that double are read once each', async () => {
    const world = await openProtectedWorld(HOMES);
    const levels = Array.from({ length: 40 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`);
    const query = `{ ...F0 } ${levels.join(' ')} fragment F40 on Query { logged house { note } }`;
    const { data } = await world.ask(ANYONE, query);
    expect(data).toEqual({ logged: null, house: { note: null } });
    await world.close();
  });
});

describe('refusing the whole operation instead', () => {
  test('nothing is fetched, and every reserved field is named once', async () => {
    const world = await openProtectedWorld(HOMES, { rejects: true });
    const answer = await world.ask(ANYONE, '{ house { id a: note b: note } logged }');
    expect(answer).toMatchObject({ data: null, fetched: [] });
    expect([...answer.errors].sort()).toEqual([
      ` | ${CODE} | House.note | le droit « a »`,
      ` | ${CODE} | Query.logged | être identifié`,
    ]);
    expect((await world.ask(A, '{ house { id note } }')).data).toEqual({ house: { id: 'h', note: 'calm' } });
    await world.close();
  });
});

describe('introspection', () => {
  test('shows what is reserved, and not by what: the directives are not part of the schema that clients see', async () => {
    const world = await openProtectedWorld(HOMES);
    const { data, errors } = await world.ask(
      ANYONE,
      '{ __schema { directives { name } } __type(name: "House") { fields { name } } }',
    );
    expect(errors).toEqual([]);
    const names = data.__schema.directives.map(({ name }: { name: string }) => name);
    expect(names).not.toContain('requiresScopes');
    expect(data.__type.fields.map(({ name }: { name: string }) => name)).toContain('note');
    await world.close();
  });
});
