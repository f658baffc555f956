import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { comparedAnswers } from './compared-answers.ts';
import { openGeneratedWorld } from './open-world.ts';
import { operationChoices } from './operation-choices.ts';
import { generation } from './settings.ts';
import { writtenOperation } from './write-operation.ts';

const { seed: run, worlds, operationsPerWorld } = generation;
const seeds = Array.from({ length: worlds }, (_, at) => run + at);
const seen = { operations: 0, discarded: 0, apollo: { data: 0, 'error paths': 0, 'no answer': 0 } };

// A failure is replayed with the seed of the world in its name: FUZZ_SEED=… FUZZ_RUNS=1.
describe(`generated operations, FUZZ_SEED=${run}`, () => {
  it.each(seeds)(
    'of world %i are answered as one piece would, compiled and interpreted, first and repeated',
    async (seed) => {
      const world = await openGeneratedWorld(seed);
      seen.discarded += world.discarded;
      try {
        await fc.assert(
          fc.asyncProperty(operationChoices, async (choice) => {
            const operation = writtenOperation(world.sides.apiSchema, choice);
            const { faults, apolloFault } = await comparedAnswers(world, operation);
            seen.operations += 1;
            if (apolloFault !== null) seen.apollo[apolloFault] += 1;
            if (faults.length > 0) throw new Error(described(seed, operation, faults));
          }),
          { seed, numRuns: operationsPerWorld },
        );
      } finally {
        await world.sides.close();
      }
    },
    600_000,
  );

  it('were as many as they should be, and hardly a world was discarded', () => {
    expect(seen.operations).toBeGreaterThanOrEqual(worlds * operationsPerWorld);
    expect(seen.discarded).toBeLessThanOrEqual(Math.ceil(worlds / 10));
  });

  it('are answered the same by Apollo, but for its known faults', () => {
    const { apollo, operations } = seen;
    expect(apollo.data + apollo['no answer']).toBeLessThan(operations / 10);
  });
});

function described(seed: number, { query, variables }: ReturnType<typeof writtenOperation>, faults: readonly string[]) {
  return `FUZZ_SEED=${seed} FUZZ_RUNS=1\n${query}\n${JSON.stringify(variables)}\n${faults.join('\n')}`;
}
