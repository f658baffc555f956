import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { askedOf, until } from './asked.ts';
import { openCachingWorld } from './world.ts';

const ALL = '{ communes { name fibre } }';

it('a new supergraph finds nothing of what was kept under the one before', async () => {
  const world = await openCachingWorld({ caching: { maxBytes: 1_000_000, redisUrl: undefined } });
  expect(await askedOf(world, ALL)).toHaveLength(1);
  await until(async () => (await askedOf(world, ALL)).length === 0);
  const sdl = await readFile(world.supergraphFile, 'utf8');
  await writeFile(world.supergraphFile, `${sdl}\n# the next version`);
  await until(async () => (await askedOf(world, ALL)).length > 0);
  await world.close();
});
