import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { openApolloSide } from '../apollo-side.ts';
import { runSubgraph, type RunningSubgraph } from '../in-process-subgraph.ts';
import type { Send, Side } from '../side.ts';
import { drawWorld } from './draw-world.ts';
import { openTiers, type Tiers } from './tiers.ts';
import { worldData, type WorldData } from './world-data.ts';
import type { WorldPlan } from './world-plan.ts';
import { worldSubgraphs } from './world-resolvers.ts';
import { subgraphSdl } from './world-sdl.ts';

/** A generated world, and the executors over it. */
export interface OpenWorld {
  readonly seed: number;
  readonly data: WorldData;
  readonly tiers: Tiers;
  readonly apollo: Side;
  /** Asks a subgraph. The data is pure: the same request is executed once. */
  readonly send: Send;
  /** How many worlds were drawn before one that composes. */
  readonly discarded: number;
  readonly close: () => Promise<void>;
}

/** How many worlds are drawn, at most, before one that composes. */
const MAX_DISCARDED = 5;

/** The first world that composes, of a seed and those that follow from it. */
export async function openGeneratedWorld(seed: number): Promise<OpenWorld> {
  for (let discarded = 0; discarded <= MAX_DISCARDED; discarded++) {
    const plan = drawWorld(seed + discarded * 1_000_000_007);
    const supergraphSdl = composed(plan);
    if (supergraphSdl === undefined) continue;
    const apollo = await apolloOver(supergraphSdl);
    if (apollo === undefined) continue;
    const data = worldData(plan);
    const tiers = await openTiers(supergraphSdl);
    return {
      seed,
      data,
      tiers,
      apollo,
      send: sender(plan, data),
      discarded,
      close: async () => {
        await Promise.all([tiers.close(), apollo.close()]);
      },
    };
  }
  throw new Error(`No world of the seed ${seed} composes.`);
}

/** `undefined` when Apollo's library refuses what the other one composed: such a world is none. */
async function apolloOver(supergraphSdl: string): Promise<Side | undefined> {
  try {
    return (await openApolloSide(supergraphSdl)).side;
  } catch (error) {
    if (String(error).includes('Unexpected error extracting subgraph')) return undefined;
    throw error;
  }
}

function composed(plan: WorldPlan): string | undefined {
  const services = plan.subgraphs.map((name) => {
    return { name, typeDefs: parse(subgraphSdl(plan, name)), url: `http://${name}.invalid/graphql` };
  });
  return composeServices(services).supergraphSdl;
}

/** Answers of the last operations are kept, as text: executors may change what they are given. */
const MAX_KEPT = 200;

function sender(plan: WorldPlan, data: WorldData): Send {
  const running = new Map<string, RunningSubgraph>();
  for (const [name, subgraph] of Object.entries(worldSubgraphs(plan, data))) running.set(name, runSubgraph(subgraph));
  const kept = new Map<string, string>();
  return async (name, request) => {
    const key = `${name} ${JSON.stringify(request)}`;
    const known = kept.get(key);
    if (known !== undefined) return JSON.parse(known);
    const answer = await running.get(name)?.answer(request);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, JSON.stringify(answer));
    return answer;
  };
}
