import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askedOf, until } from './asked.ts';
import { openCachingWorld, type CachingWorld } from './world.ts';
import { holdClock, type HeldClock } from '../../support/held-clock.ts';
import { TOKEN } from '../../support/identity.ts';
import { emptiedRedis } from '../../support/redis.ts';

const ALL = '{ communes { name fibre } }';
const ONE = 'query ($code: ID!) { commune(inseeCode: $code) { fibre } }';

/** What was confirmed longer ago is not known any more. */
const CONFIRMED_FOR_MS = 3000;

let clock: HeldClock;
let world: CachingWorld;
beforeEach(async () => {
  clock = holdClock();
  world = await openCachingWorld({ caching: { maxBytes: 1_000_000, redisUrl: await emptiedRedis(1) } });
});
afterEach(async () => {
  await world.close();
  clock.release();
});

const asked = (query: string, variables: object = {}) => askedOf(world, query, variables);
const kept = (query: string, variables: object = {}) => until(async () => (await asked(query, variables)).length === 0);
const text = async (query: string, variables: object = {}) => (await world.ask(query, { variables })).text;

describe('entities that anyone may read', () => {
  it('are asked once, and answered with the same bytes ever after', async () => {
    expect(await asked(ALL)).toEqual([['47001', '47323', '47157']]);
    const first = await text(ALL);
    await kept(ALL);
    expect(await text(ALL)).toBe(first);
    expect(first).toContain('"fibre":"partout à Villeneuve-sur-Lot"');
  });

  it('that are there are not asked, those that are missing are', async () => {
    await asked(ONE, { code: '47323' });
    await asked(ONE, { code: '47157' });
    world.data.names.set('47150', 'Layrac « l’été »');
    expect(await asked(ONE, { code: '47150' })).toEqual([['47150']]);
    expect(
      await asked('query ($code: ID!) { commune(inseeCode: $code) { fibre(unit: "%") } }', { code: '47001' }),
    ).toEqual([['47001']]);
  });

  it('of one fetch are asked in part, and joined in their order', async () => {
    const some = (codes: string) =>
      `{ ${codes
        .split(' ')
        .map((code) => `c${code}: commune(inseeCode: "${code}") { fibre }`)
        .join(' ')} }`;
    await asked(ALL);
    world.data.names.set('47150', 'Layrac « l’été »');
    const [first = []] = await asked(ALL);
    expect(first).toEqual([]);
    const mixed = some('47150 47001');
    const before = await text(mixed);
    expect(JSON.parse(before)).toEqual({
      data: { c47150: { fibre: 'partout à Layrac « l’été »' }, c47001: { fibre: 'partout à Agen' } },
    });
  });

  it('are kept by arguments too', async () => {
    const unit = 'query ($unit: String) { communes { fibre(unit: $unit) } }';
    expect(await asked(unit, { unit: ' %' })).toHaveLength(1);
    expect(await asked(unit, { unit: ' ‰' })).toHaveLength(1);
    await kept(unit, { unit: ' %' });
    expect(await text(unit, { unit: ' ‰' })).toContain('Agen ‰');
  });

  it('that do not exist are kept as such until a publication', async () => {
    const unknown = { code: '99999' };
    const byKey = await text(ONE, unknown);
    expect(JSON.parse(byKey)).toEqual({ data: { commune: null } });
  });

  it('are served to a known caller, whose answer may not be kept by others', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    await asked(ALL);
    world.data.asked = [];
    const answer = await world.ask(ALL, { headers });
    expect([world.data.asked, answer.cacheControl]).toEqual([[], 'no-store']);
  });

  it('may be kept by others no longer than they have left to live', async () => {
    await asked(ALL);
    const { cacheControl } = await world.ask(ALL);
    expect(cacheControl).toMatch(/^max-age=(?:300|2\d\d), public$/);
  });
});

describe('what is never kept', () => {
  it.each([
    ['a part that may not be', '{ communes { count } }'],
    ['an answer with errors', '{ communes { broken } }'],
  ])('%s', async (_what, query) => {
    await world.ask(query);
    await world.ask(query);
    world.data.asked = [];
    await world.ask(query);
    expect(world.data.asked).toHaveLength(1);
  });

  it('anything of a subgraph that does not tell its publications', async () => {
    world.network.set(null);
    await asked(ALL);
    expect(await asked(ALL)).toHaveLength(1);
  });
});

describe('a publication', () => {
  it('drops what was kept: the next answer is new', async () => {
    await asked(ALL);
    await kept(ALL);
    world.data.fibre = 'nulle part';
    world.network.publish();
    await until(async () => (await text(ALL)).includes('nulle part'));
    await kept(ALL);
    expect(await text(ALL)).toContain('nulle part');
  });

  it('that is seen in an answer drops what was kept before it, at once', async () => {
    await asked(ALL);
    world.data.fibre = 'nulle part';
    world.network.publish();
    await asked('{ communes { fibre(unit: "!") } }');
    expect(await asked(ALL)).toHaveLength(1);
  });

  it('of a restored database, whose number is a smaller one, drops what was kept too', async () => {
    await asked(ALL);
    world.data.fibre = 'comme hier';
    world.network.set(7);
    await until(async () => (await text(ALL)).includes('comme hier'));
    await kept(ALL);
  });

  it('that may have been missed is not risked: what cannot be confirmed is asked', async () => {
    await asked(ALL);
    world.data.fibre = 'nulle part';
    world.network.set(null);
    expect(await text(ALL)).not.toContain('nulle part');
    clock.advance(CONFIRMED_FOR_MS);
    expect(await text(ALL)).toContain('nulle part');
  });

  it('between the question and its answer keeps nothing of before', async () => {
    await asked(ALL);
    world.network.publish();
    await until(async () => (await asked(ALL)).length > 0);
    const release = world.data.hold();
    const late = text('{ communes { fibre(unit: "…") } }');
    await until(() => Promise.resolve(world.data.waiting > 0));
    world.data.fibre = 'nulle part';
    world.network.publish();
    release();
    await late;
    await until(async () => (await text('{ communes { fibre(unit: "…") } }')).includes('nulle part'));
  });
});

describe('at the same time', () => {
  it('the same entities are asked once', async () => {
    await asked(ALL);
    world.network.publish();
    await until(async () => (await asked(ONE, { code: '47001' })).length > 0);
    world.data.asked = [];
    const release = world.data.hold();
    const answers = Promise.all(Array.from({ length: 8 }, () => text(ALL)));
    await until(() => Promise.resolve(world.data.waiting > 0));
    await wait(50);
    release();
    expect(new Set(await answers).size).toBe(1);
    expect(world.data.asked.flat().sort()).toEqual(['47001', '47157', '47323']);
  });

  it('who hangs up does not take the answer from who waits with them', async () => {
    await asked(ALL);
    world.network.publish();
    await until(async () => (await asked(ONE, { code: '47001' })).length > 0);
    const release = world.data.hold();
    const gone = new AbortController();
    const first = fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: ALL }),
      signal: gone.signal,
    }).catch(() => 'gone');
    await until(() => Promise.resolve(world.data.waiting > 0));
    const second = text(ALL);
    await wait(50);
    gone.abort();
    expect(await first).toBe('gone');
    release();
    expect(await second).toContain('partout à Agen');
  });
});
