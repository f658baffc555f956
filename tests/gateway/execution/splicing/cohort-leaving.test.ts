import { describe, expect, it } from '@jest/globals';
import { beginRequest, LifeSignal } from '../../../../gateway/transport/deadline.ts';
import { until } from '../../../support/until.ts';
import { HeldCrowd, QUERY, VARIABLES } from './held-crowd.ts';
import { held, isCommon, settled } from './held-fetches.ts';

const world = new HeldCrowd();

describe('who goes away', () => {
  it('does not stop what others wait for; the last one does', async () => {
    const entities = held(isCommon);
    const lives = VARIABLES.map(() => new LifeSignal());
    const { texts } = world.crowd.begin(VARIABLES, { ...entities, given: lives.map((signal) => ({ signal })) });
    await until('the common fetches', () => entities.fetches.length === 2);
    const [first, second, third] = lives;
    first?.abort(new Error('gone'));
    second?.abort(new Error('gone'));
    expect(entities.fetches.map(({ signal }) => signal.aborted)).toEqual([false, false]);
    third?.abort(new Error('gone'));
    expect(entities.fetches.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    await Promise.all(texts);
  });

  it('leaves the others their answer', async () => {
    const entities = held(isCommon);
    const gone = new LifeSignal();
    const { texts } = world.crowd.begin(VARIABLES, { ...entities, given: [{}, { signal: gone }, {}] });
    await until('the common fetches', () => entities.fetches.length === 2);
    gone.abort(new Error('gone'));
    entities.release();
    const alone = (await world.crowd.alone(VARIABLES)).texts;
    expect(await Promise.all([texts[0], texts[2]])).toEqual([alone[0], alone[2]]);
    await texts[1];
  });

  it('before anything was asked asks nothing more for itself than it would alone', async () => {
    const gone = new LifeSignal();
    gone.abort(new Error('gone'));
    const { texts, roots } = await world.crowd.ask(VARIABLES, { given: [{}, { signal: gone }, {}] });
    expect(roots).toHaveLength(3);
    expect(roots.filter(({ signal }) => signal === gone)).toHaveLength(1);
    const alone = (await world.crowd.alone(VARIABLES)).texts;
    expect([texts[0], texts[2]]).toEqual([alone[0], alone[2]]);
  });

  it('before the scanners are made leaves the others their answer', async () => {
    world.crowd = await world.crowds.of(QUERY, { id: 'b1' });
    const roots = held(({ planned }) => planned?.representations === null);
    const gone = new LifeSignal();
    const { texts } = world.crowd.begin(VARIABLES, { ...roots, given: [{}, { signal: gone }, {}] });
    await until('the root fetches', () => roots.fetches.length === 3);
    gone.abort(new Error('gone'));
    roots.release();
    const alone = (await world.crowd.alone(VARIABLES)).texts;
    expect(await Promise.all([texts[0], texts[2]])).toEqual([alone[0], alone[2]]);
    await texts[1];
  });
});

it('whose time is over is answered at once, with what it has received', async () => {
  const entities = held((asked) => isCommon(asked) && asked.subgraph === 'opinions');
  const life = beginRequest(50);
  const { texts } = world.crowd.begin(VARIABLES, { ...entities, given: [{}, { signal: life }, {}] });
  await until('the common fetch', () => entities.fetches.length === 1);
  await settled();
  let answer: string | undefined;
  void texts[1]?.then((text) => (answer = text));
  world.clock.advance(50);
  await settled();
  expect(answer).toContain('"stock":2');
  entities.release();
  const alone = (await world.crowd.alone(VARIABLES)).texts;
  expect(await Promise.all([texts[0], texts[2]])).toEqual([alone[0], alone[2]]);
});
