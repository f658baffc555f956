import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { openSideBySide } from '../side-by-side.ts';
import type { OpenWorld } from './compared-answers.ts';
import { drawWorld } from './draw-world.ts';
import { worldData } from './world-data.ts';
import type { WorldPlan } from './world-plan.ts';
import { worldSubgraphs } from './world-resolvers.ts';
import { subgraphSdl } from './world-sdl.ts';

/** How many worlds are drawn, at most, before one that composes. */
const MAX_DISCARDED = 5;

/** The first world that composes, of a seed and those that follow from it. */
export async function openGeneratedWorld(
  seed: number,
): Promise<OpenWorld & { readonly seed: number; readonly discarded: number }> {
  for (let discarded = 0; discarded <= MAX_DISCARDED; discarded++) {
    const plan = drawWorld(seed + discarded * 1_000_000_007);
    if (!composes(plan)) continue;
    const data = worldData(plan);
    return { sides: await openSideBySide({ subgraphs: worldSubgraphs(plan, data) }), data, seed, discarded };
  }
  throw new Error(`No world of the seed ${seed} composes.`);
}

function composes(plan: WorldPlan): boolean {
  const services = plan.subgraphs.map((name) => {
    return { name, typeDefs: parse(subgraphSdl(plan, name)), url: `http://${name}.invalid/graphql` };
  });
  return composeServices(services).supergraphSdl !== undefined;
}
