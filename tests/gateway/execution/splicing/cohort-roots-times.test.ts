import { beforeEach, describe, expect, it } from '@jest/globals';
import { LifeSignal } from '../../../../gateway/transport/deadline.ts';
import { until } from '../../../support/until.ts';
import { BATCHED, isJoined, isRoot, OUT_OF_REACH, type Happening } from './crowd.ts';
import { HeldCrowd, QUERY, VARIABLES } from './held-crowd.ts';
import { held, settled } from './held-fetches.ts';

const world = new HeldCrowd();
const TOO_LATE_MS = 200;

const ROOTS = 'query ($id: ID!) { item(id: $id) { id name score } }';

/** Holds what is asked for all, not what the members ask later in one turn. */
const heldRoots = () => {
  const roots = held((asked) => isJoined(asked) && roots.fetches.length === 0);
  return roots;
};
const lives = () => VARIABLES.map(() => new LifeSignal());
const gone = new Error('gone');

describe.each([
  ['entities', QUERY],
  ['root fields alone', ROOTS],
])('a crowd that asks %s, while its root fields are asked as one', (_what, query) => {
  beforeEach(async () => {
    world.crowd = await world.crowds.of(query, { id: 'b1' });
    await world.crowd.ask(VARIABLES);
  });

  it('answers the others when one goes away, who asks for itself; the last to go ends what is asked', async () => {
    const roots = heldRoots();
    const [first = new LifeSignal(), ...others] = lives();
    const given = [first, ...others].map((signal) => ({ signal }));
    const asked = world.crowd.begin(VARIABLES, { ...BATCHED, ...roots, given });
    await until('the root fields of all', () => roots.fetches.length === 1);
    first.abort(gone);
    await asked.texts[0];
    expect(roots.fetches.map(({ signal }) => signal.aborted)).toEqual([false]);
    roots.release();
    const alone = (await world.crowd.alone(VARIABLES)).texts;
    expect(await Promise.all(asked.texts.slice(1))).toEqual(alone.slice(1));
    expect(asked.roots.map(({ signal }) => signal)).toEqual([first]);
  });

  it('ends what is asked for all when all have gone, which is no fault', async () => {
    const roots = heldRoots();
    const all = lives();
    const asked = world.crowd.begin(VARIABLES, { ...BATCHED, ...roots, given: all.map((signal) => ({ signal })) });
    await until('the root fields of all', () => roots.fetches.length === 1);
    for (const life of all) life.abort(gone);
    expect(roots.fetches.map(({ signal }) => signal.aborted)).toEqual([true]);
    await Promise.all(asked.texts);
    await settled();
    expect(asked.roots).toHaveLength(all.length);
    expect((await world.crowd.ask(VARIABLES, BATCHED)).joined).toHaveLength(1);
  });

  it('waits no longer than its patience: each asks for itself, and takes what comes first, its own', async () => {
    const roots = heldRoots();
    const asked = world.crowd.begin(VARIABLES, { ...BATCHED, ...roots });
    await settled();
    world.clock.advance(TOO_LATE_MS - 1);
    await settled();
    expect(asked.fetches).toHaveLength(1);
    world.clock.advance(1);
    expect(await Promise.all(asked.texts)).toEqual((await world.crowd.alone(VARIABLES)).texts);
  });

  it('takes its part of what comes too late for all when its own comes later still', async () => {
    const roots = heldRoots();
    const own = held((one) => isJoined(one) || isRoot(one));
    const happens: Happening = (one, answer) => roots.happens(one, answer) ?? own.happens(one, answer);
    const asked = world.crowd.begin(VARIABLES, { ...BATCHED, happens });
    await settled();
    world.clock.advance(TOO_LATE_MS);
    await until('their own fetches', () => own.fetches.length > 0);
    roots.release();
    expect(await Promise.all(asked.texts)).toEqual((await world.crowd.alone(VARIABLES)).texts);
  });

  it('asks no third time what was refused for all and comes too late for each', async () => {
    const own = held(isRoot);
    const happens: Happening = (one, answer) =>
      isJoined(one) ? Promise.resolve(OUT_OF_REACH) : own.happens(one, answer);
    const asked = world.crowd.begin(VARIABLES, { ...BATCHED, happens });
    await until('their own fetches', () => own.fetches.length === VARIABLES.length);
    world.clock.advance(TOO_LATE_MS);
    await settled();
    own.release();
    expect(await Promise.all(asked.texts)).toEqual((await world.crowd.alone(VARIABLES)).texts);
    expect(asked.roots).toHaveLength(VARIABLES.length);
  });

  it('is asked alone for some time after its root fields came too late three times in a row', async () => {
    for (let time = 0; time < 3; time += 1) {
      const roots = heldRoots();
      const { texts } = world.crowd.begin(VARIABLES, { ...BATCHED, ...roots });
      await until('the root fields of all', () => roots.fetches.length === 1);
      world.clock.advance(TOO_LATE_MS);
      await Promise.all(texts);
    }
    const { entities, tiers } = await world.crowd.ask(VARIABLES);
    expect(tiers).toEqual({ spliced: VARIABLES.length });
    expect(entities).toHaveLength(query === QUERY ? 2 * VARIABLES.length : 0);
  });

  it('gives up what came too late once all have gone', async () => {
    const roots = heldRoots();
    const own = held(() => true);
    const happens: Happening = (one, answer) => roots.happens(one, answer) ?? own.happens(one, answer);
    const all = lives();
    const given = all.map((signal) => ({ signal }));
    const { texts } = world.crowd.begin(VARIABLES, { ...BATCHED, happens, given });
    await settled();
    world.clock.advance(TOO_LATE_MS);
    await until('their own fetches', () => own.fetches.length > 0);
    for (const life of all) life.abort(gone);
    await Promise.all(texts);
    expect(roots.fetches.map(({ signal }) => signal.aborted)).toEqual([true]);
  });
});
