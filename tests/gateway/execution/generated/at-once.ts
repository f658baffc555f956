import { fetchFrom, type ComparedOperation } from './compared-answers.ts';
import type { OpenWorld } from './open-world.ts';
import { hashOf } from './random.ts';

/** Asks operations at the same time, each on its first tier, the subgraphs' answers coming in another order. */
export function atOnce(world: OpenWorld, operations: readonly ComparedOperation[]): Promise<readonly string[]> {
  let fetches = 0;
  const delayed = async (): Promise<void> => {
    const turns = hashOf(`${world.seed} ${fetches++}`) % 6;
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const fetch = fetchFrom(world.send, delayed);
  return Promise.all(
    operations.map(async ({ operation }) => {
      const tier = operation.tiers.includes('spliced') ? 'spliced' : 'compiled';
      return (await operation.ask(tier, fetch)).text;
    }),
  );
}
