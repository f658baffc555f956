import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askedOf, until } from './asked.ts';
import { openCachingWorld, type CachingWorld } from './world.ts';
import { emptiedRedis } from '../../support/redis.ts';

let world: CachingWorld;
beforeEach(async () => {
  const caching = { maxBytes: 1_000_000, redisUrl: await emptiedRedis(1) };
  world = await openCachingWorld({ caching, maxTogether: 1 });
});
afterEach(() => world.close());

const asked = (query: string, variables: object = {}) => askedOf(world, query, variables);
const kept = (query: string, variables: object = {}) => until(async () => (await asked(query, variables)).length === 0);
const text = async (query: string, variables: object = {}) => (await world.ask(query, { variables })).text;

describe('entities that anyone may read', () => {
  it('of two fetches that one request may ask are kept apart, and only what is missing is asked', async () => {
    const two =
      'query ($one: ID!, $other: ID!) { one: commune(inseeCode: $one) { fibre } other: commune(inseeCode: $other) { fibre(unit: "%") } }';
    world.data.names.set('47150', 'Layrac « l’été »').set('47091', 'Fumel');
    await asked(two, { one: '47001', other: '47323' });
    await kept(two, { one: '47001', other: '47323' });
    expect(await asked(two, { one: '47157', other: '47150' })).toEqual([['47157', '47150']]);
    await kept(two, { one: '47157', other: '47150' });
    expect(await asked(two, { one: '47001', other: '47150' })).toEqual([]);
    expect(await asked(two, { one: '47157', other: '47091' })).toEqual([['47091']]);
    expect(JSON.parse(await text(two, { one: '47157', other: '47150' }))).toEqual({
      data: { one: { fibre: 'partout à Marmande' }, other: { fibre: 'partout à Layrac « l’été »%' } },
    });
  });

  it('are kept though another fetch of the same request is of what may not be', async () => {
    const two =
      'query ($one: ID!, $other: ID!) { one: commune(inseeCode: $one) { fibre } other: commune(inseeCode: $other) { count } }';
    await asked(two, { one: '47001', other: '47323' });
    await until(async () => (await asked(two, { one: '47001', other: '47323' })).length === 1);
    await asked(two, { one: '47157', other: '47323' });
    await until(async () => (await asked(two, { one: '47157', other: '47323' })).length === 1);
  });
});
