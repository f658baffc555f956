import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { CachingWorld } from './world.ts';

/** What the subgraph of the network was asked for a question, by fetch. */
export async function askedOf(world: CachingWorld, query: string, variables: object = {}): Promise<string[][]> {
  world.data.asked = [];
  const { text } = await world.ask(query, { variables });
  expect(text).not.toContain('errors');
  return world.data.asked;
}

export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await wait(20);
}
