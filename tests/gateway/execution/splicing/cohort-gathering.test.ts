import { describe, expect, it } from '@jest/globals';
import { HeldCrowd } from './held-crowd.ts';
import { held, settled } from './held-fetches.ts';

const world = new HeldCrowd();
const HOLD_MS = 2;
const books = (from: number, count: number) => Array.from({ length: count }, (_, at) => ({ id: `made ${from + at}` }));

/** So many are served, and one more has come meanwhile. */
async function oneAfter(many: number) {
  const root = held(({ planned }) => planned?.representations === null);
  const first = world.crowd.begin(books(0, many), root);
  await settled();
  const next = world.crowd.begin(books(100, 1));
  await settled();
  root.release();
  await Promise.all(first.texts);
  await settled();
  return next;
}

/** How many fetches of entities were made in the name of these, each of whom is answered as if alone. */
async function entitiesAskedBy(asked: ReturnType<typeof world.crowd.begin>, books: readonly { readonly id: string }[]) {
  expect(await Promise.all(asked.texts)).toEqual((await world.crowd.alone(books)).texts);
  return asked.entities.length;
}

describe('who comes while a cohort is under way', () => {
  it('is served when it has ended, where few ask', async () => {
    const next = await oneAfter(3);
    expect(await entitiesAskedBy(next, books(100, 1))).toBe(2);
  });

  it('waits for as many as were there at once, where many ask', async () => {
    const next = await oneAfter(9);
    expect(next.fetches).toHaveLength(0);
    const others = world.crowd.begin(books(200, 9));
    expect(await entitiesAskedBy(others, books(200, 9))).toBe(0);
    // What is asked for all is the first one's.
    expect(await entitiesAskedBy(next, books(100, 1))).toBe(2);
  });

  it('does not wait for long: where fewer ask than before, each is served at once again', async () => {
    const next = await oneAfter(9);
    expect(next.fetches).toHaveLength(0);
    world.clock.advance(HOLD_MS);
    expect(await entitiesAskedBy(next, books(100, 1))).toBe(2);
    const { entities } = await world.crowd.ask(books(300, 1));
    expect(entities).toHaveLength(2);
  });

  it('does not wait once a whole cohort is there, though many more were', async () => {
    const next = await oneAfter(16);
    const others = world.crowd.begin(books(200, 15));
    expect(await entitiesAskedBy(others, books(200, 15))).toBe(0);
    expect(await entitiesAskedBy(next, books(100, 1))).toBe(2);
  });
});

describe('who comes once a cohort of many has ended, and nobody waited', () => {
  it('waits for as many, just after', async () => {
    await world.crowd.ask(books(0, 9));
    const next = world.crowd.begin(books(100, 1));
    await settled();
    expect(next.fetches).toHaveLength(0);
    const others = world.crowd.begin(books(200, 8));
    expect(await entitiesAskedBy(others, books(200, 8))).toBe(0);
    expect(await entitiesAskedBy(next, books(100, 1))).toBe(2);
  });

  it('is served at once, later', async () => {
    await world.crowd.ask(books(0, 9));
    world.clock.advance(HOLD_MS);
    expect(await entitiesAskedBy(world.crowd.begin(books(100, 1)), books(100, 1))).toBe(2);
  });

  it('is served at once where they were few', async () => {
    await world.crowd.ask(books(0, 3));
    expect(await entitiesAskedBy(world.crowd.begin(books(100, 1)), books(100, 1))).toBe(2);
  });
});
