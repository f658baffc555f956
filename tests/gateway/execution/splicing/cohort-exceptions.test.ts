import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openKeeping } from '../../../../gateway/caching/keeping.ts';
import { dataText } from '../../../../gateway/execution/answer-text.ts';
import type { FetchSubgraph, Run, RunInput, RunResult } from '../../../../gateway/execution/contract.ts';
import type { Program } from '../../../../gateway/execution/program.ts';
import { generalRun } from '../../../../gateway/execution/running/run.ts';
import { splicedRun } from '../../../../gateway/execution/splicing/spliced-run.ts';
import { LifeSignal } from '../../../../gateway/transport/deadline.ts';
import { ANONYMOUS } from '../../../../platform/actor.ts';
import { openTiers, type Tiers } from '../generated/tiers.ts';
import { replyOf } from './crowd.ts';
import { shelfWorld } from './shelf-world.ts';

const world = shelfWorld();
const answer = replyOf(world.subgraphs);
let tiers: Tiers;
let program: Program;
beforeAll(async () => {
  tiers = await openTiers(world.supergraphSdl);
  const query = 'query ($id: ID!) { item(id: $id) { id ... on Book { stock } } }';
  ({ program } = await tiers.prepared({ query, variables: { id: 'b1' }, operationName: undefined }));
});
afterAll(() => tiers.close());

function input(given: Partial<RunInput> = {}): RunInput {
  return {
    variables: { id: 'b1' },
    actor: ANONYMOUS,
    headers: {},
    signal: new LifeSignal(),
    fetch: answer,
    unreadable: (subgraph, detail) => ({ message: `${subgraph}: ${detail}`, extensions: {} }),
    introspection: {},
    keeping: openKeeping(),
    ...given,
  };
}

function runOf(of: Program): Run {
  const run = splicedRun(of, generalRun(program, { codeGeneration: true }), { together: 16, served: () => undefined });
  if (run === null) throw new Error('The program is one to be spliced.');
  return run;
}

/** How each of them ended: its answer or its error. */
async function ends(runs: readonly Promise<RunResult>[]): Promise<readonly string[]> {
  const settled = await Promise.allSettled(runs);
  return settled.map((each) => (each.status === 'fulfilled' ? dataText(each.value.data) : String(each.reason)));
}

const ANSWER = '{"item":{"id":"b1","stock":2}}';

const broken = (): never => {
  throw new Error('broken');
};

describe('an error of the gateway itself', () => {
  it.each<[string, FetchSubgraph]>([
    ['thrown by the way to a subgraph', broken],
    ['of the way to a subgraph', () => Promise.reject(new Error('broken'))],
    ['of the way to entities', (asked) => (asked.planned?.representations === null ? answer(asked) : broken())],
  ])('%s is told to all who are served together, and to nobody later', async (_what, fetch) => {
    const run = runOf(program);
    expect(await ends([1, 2, 3].map(() => run(input({ fetch }))))).toEqual(Array(3).fill('Error: broken'));
    expect(await ends([run(input({ fetch }))])).toEqual(['Error: broken']);
    expect(await ends([1, 2, 3].map(() => run(input())))).toEqual(Array(3).fill(ANSWER));
  });

  it('of the scanners is told to each, together and alone, and does not hold up who comes later', async () => {
    const run = runOf(Object.defineProperty({ ...program }, 'shape', { get: broken }));
    expect(await ends([1, 2, 3].map(() => run(input())))).toEqual(Array(3).fill('Error: broken'));
    expect(await ends([1, 2].map(() => run(input())))).toEqual(Array(2).fill('Error: broken'));
    expect(await ends([run(input())])).toEqual(['Error: broken']);
  });

  it('of the scanners is told to who goes away meanwhile, and not thrown at what ends its life', async () => {
    const run = runOf(Object.defineProperty({ ...program }, 'shape', { get: broken }));
    const life = new LifeSignal();
    const fetch: FetchSubgraph = (asked) => {
      life.abort(new Error('gone'));
      return answer(asked);
    };
    expect(await ends([run(input({ signal: life, fetch })), run(input())])).toEqual(Array(2).fill('Error: broken'));
    const gone = new LifeSignal();
    gone.abort(new Error('gone'));
    expect(await ends([run(input({ signal: gone })), run(input())])).toEqual(Array(2).fill('Error: broken'));
  });
});
