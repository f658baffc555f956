import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { atOnce } from './at-once.ts';
import { apolloFault, comparedAnswers, type ComparedOperation } from './compared-answers.ts';
import { openGeneratedWorld, type OpenWorld } from './open-world.ts';
import { operationChoices } from './operation-choices.ts';
import { generation } from './settings.ts';
import { writtenOperation, type GeneratedOperation } from './write-operation.ts';

const { seed: run, worlds, operationsPerWorld } = generation;
const seeds = Array.from({ length: worlds }, (_, at) => run + at);
const seen = { operations: 0, discarded: 0, spliced: 0, handedOver: 0, together: 0, errors: 0 };
const byApollo = { operations: 0, wrong: 0 };
/** Apollo's planner is slow: it is asked one operation of so many. */
const APOLLO_EVERY = 20;

// A failure is replayed with the seed of the world in its name: FUZZ_SEED=… FUZZ_RUNS=1.
describe(`generated operations, FUZZ_SEED=${run}`, () => {
  it.each(seeds)(
    'of world %i are answered as one piece would: spliced, compiled, interpreted, first and repeated, eight at once, in a crowd',
    async (seed) => {
      const world = await openGeneratedWorld(seed);
      try {
        await checked(world);
      } finally {
        await world.close();
      }
      seen.discarded += world.discarded;
      seen.spliced += world.tiers.served.get('spliced') ?? 0;
      seen.together += world.tiers.servedTogether.get('together') ?? 0;
      seen.handedOver += world.tiers.served.get('handed-over') ?? 0;
    },
    600_000,
  );

  it('were as many as they should be, of worlds most of which compose, on every tier, with and without errors', () => {
    const wanted = worlds * operationsPerWorld;
    expect(seen.operations).toBeGreaterThanOrEqual(wanted);
    expect(seen.discarded).toBeLessThanOrEqual(worlds);
    if (worlds < 5) return;
    expect(seen.spliced).toBeGreaterThan(wanted / 20);
    expect(seen.handedOver).toBeGreaterThan(0);
    expect(seen.together).toBeGreaterThan(wanted / 20);
    expect(seen.errors).toBeGreaterThan(wanted / 40);
    expect(byApollo.wrong).toBeLessThan(byApollo.operations / 2);
  });
});

async function checked(world: OpenWorld): Promise<void> {
  const { seed, tiers } = world;
  const recent: ComparedOperation[] = [];
  const property = fc.asyncProperty(operationChoices, async (choice) => {
    const operation = writtenOperation(tiers.apiSchema, choice);
    const compared = await comparedAnswers(world, operation);
    if (compared.faults.length > 0) throw new Error(described(seed, operation, compared.faults));
    seen.operations += 1;
    if (compared.right.places.length > 0) seen.errors += 1;
    recent.push(compared);
    if (recent.length === 8) expect(await atOnce(world, recent)).toEqual(recent.splice(0).map(({ text }) => text));
    if (seen.operations % APOLLO_EVERY !== 0) return;
    byApollo.operations += 1;
    const fault = await apolloFault(world, operation, compared.right);
    if (fault === 'data' || fault === 'no answer') byApollo.wrong += 1;
  });
  await fc.assert(property, { seed, numRuns: operationsPerWorld });
}

function described(seed: number, { query, variables }: GeneratedOperation, faults: readonly string[]): string {
  return `FUZZ_SEED=${seed} FUZZ_RUNS=1\n${query}\n${JSON.stringify(variables)}\n${faults.join('\n')}`;
}
