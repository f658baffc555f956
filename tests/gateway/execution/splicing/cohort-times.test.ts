import { describe, expect, it } from '@jest/globals';
import { LifeSignal } from '../../../../gateway/transport/deadline.ts';
import { until } from '../../../support/until.ts';
import { OUT_OF_REACH, type Happening } from './crowd.ts';
import { HeldCrowd, VARIABLES } from './held-crowd.ts';
import { held, isCommon, isRootOf, settled } from './held-fetches.ts';

const world = new HeldCrowd();
const TOO_LATE_MS = 200;
const APART_MS = 10_000;
/** Between which some went well. */
const FAULTS = 4;

async function servedTogether(variables = VARIABLES): Promise<boolean> {
  const { entities } = await world.crowd.ask(variables);
  return entities.length === 2;
}

describe('in a crowd', () => {
  it('who waits too long for its root fields goes on by itself; the others do not wait for it', async () => {
    const late = held((asked) => isRootOf(asked, 'b2'));
    const asked = world.crowd.begin(VARIABLES, late);
    const { texts } = asked;
    await settled();
    expect(asked.entities).toHaveLength(0);
    world.clock.advance(TOO_LATE_MS);
    const [first, , third] = (await world.crowd.alone(VARIABLES)).texts;
    expect(await Promise.all([texts[0], texts[2]])).toEqual([first, third]);
    late.release();
    expect(await Promise.all(texts)).toEqual((await world.crowd.alone(VARIABLES)).texts);
    expect(asked.roots).toHaveLength(3);
    expect(await servedTogether()).toBe(true);
  });

  it('who all wait too long for their root fields, time after time, are served alone from then on', async () => {
    for (let time = 0; time < FAULTS; time += 1) {
      expect(await servedTogether()).toBe(true);
      const late = held(({ planned }) => planned?.representations === null);
      const { texts } = world.crowd.begin(VARIABLES, late);
      await settled();
      world.clock.advance(TOO_LATE_MS);
      await settled();
      late.release();
      expect(await Promise.all(texts)).toEqual((await world.crowd.alone(VARIABLES)).texts);
    }
    expect(await servedTogether()).toBe(false);
  });

  it('each asks for itself what comes too late for all, and takes what comes first: its own', async () => {
    const late = held(isCommon);
    const asked = world.crowd.begin(VARIABLES, late);
    await settled();
    expect(asked.entities).toHaveLength(2);
    world.clock.advance(TOO_LATE_MS);
    expect(await Promise.all(asked.texts)).toEqual((await world.crowd.alone(VARIABLES)).texts);
    expect(asked.roots).toHaveLength(3);
    expect(asked.entities).toHaveLength(2 + 2 * 3);
  });

  it('each takes its part of what comes too late for all when its own comes later still', async () => {
    const late = held(isCommon);
    const later = held(({ planned }) => planned?.representations?.length === 1);
    const happens: Happening = (asked, answer) => late.happens(asked, answer) ?? later.happens(asked, answer);
    const asked = world.crowd.begin(VARIABLES, { happens });
    await settled();
    world.clock.advance(TOO_LATE_MS);
    await until('their own fetches', () => later.fetches.length === 2 * 3);
    late.release();
    expect(await Promise.all(asked.texts)).toEqual((await world.crowd.alone(VARIABLES)).texts);
    expect(later.fetches).toHaveLength(2 * 3);
  });

  it('what comes too late for all is given up once all who waited for it have gone', async () => {
    const lives = VARIABLES.map(() => new LifeSignal());
    const entities = held(({ planned }) => planned?.representations !== null);
    const { texts } = world.crowd.begin(VARIABLES, { ...entities, given: lives.map((signal) => ({ signal })) });
    await settled();
    world.clock.advance(TOO_LATE_MS);
    await settled();
    for (const life of lives) life.abort(new Error('gone'));
    await Promise.all(texts);
    expect(entities.fetches.filter(isCommon).map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });
});

describe('after faults of what was asked for all', () => {
  const fails: Happening = (asked) => (isCommon(asked) ? Promise.resolve(OUT_OF_REACH) : undefined);

  it('each is served alone for ten seconds', async () => {
    for (let time = 0; time < FAULTS; time += 1) {
      expect(await servedTogether()).toBe(true);
      await world.crowd.ask(VARIABLES, { happens: fails });
    }
    world.clock.advance(APART_MS - 1);
    const { tiers, texts } = await world.crowd.ask(VARIABLES, { happens: fails });
    expect([tiers, texts]).toEqual([{ spliced: 3 }, (await world.crowd.alone(VARIABLES)).texts]);
    expect(await servedTogether()).toBe(false);
    world.clock.advance(1);
    expect(await servedTogether()).toBe(true);
  });

  it('of one request, the others are still served together', async () => {
    await world.crowd.ask(VARIABLES, {
      happens: (asked) => (isRootOf(asked, 'b2') ? Promise.resolve(OUT_OF_REACH) : undefined),
    });
    expect(await servedTogether()).toBe(true);
  });

  it('when all have gone away, that is none', async () => {
    const entities = held(isCommon);
    const lives = VARIABLES.map(() => new LifeSignal());
    const { texts } = world.crowd.begin(VARIABLES, { ...entities, given: lives.map((signal) => ({ signal })) });
    await until('the common fetches', () => entities.fetches.length === 2);
    for (const life of lives) life.abort(new Error('gone'));
    await Promise.all(texts);
    expect(await servedTogether()).toBe(true);
  });
});
