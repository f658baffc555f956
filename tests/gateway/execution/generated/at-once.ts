import { fetchFrom, turnsBy, type ComparedOperation } from './compared-answers.ts';
import type { OpenWorld } from './open-world.ts';

/** Asks operations at the same time, each on its first tier, the subgraphs' answers coming in another order. */
export function atOnce(world: OpenWorld, operations: readonly ComparedOperation[]): Promise<readonly string[]> {
  const fetch = fetchFrom(world.send, turnsBy(world.seed));
  return Promise.all(
    operations.map(async ({ operation }) => {
      const tier = operation.tiers.includes('spliced') ? 'spliced' : 'compiled';
      return (await operation.ask(tier, fetch)).text;
    }),
  );
}
