import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TANGLED, TANGLED_QUERY } from '../execution/planning/planned-world.ts';
import { ask, openGateway, type World } from '../world.ts';

/** As in production. */
const PLANNING_DEADLINE_MS = 2000;

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hub-tangled-'));
  const supergraphFile = path.join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, TANGLED);
  const metrics = { host: '127.0.0.1', port: 0 };
  world = await openGateway({ supergraphFile, planningDeadlineMs: PLANNING_DEADLINE_MS, metrics });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** How many operations have been planned, or refused while they were. */
async function plannings(): Promise<number> {
  const text = await (await fetch(world.metricsUrl() ?? '')).text();
  const of = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
  return of('hub_planning_duration_seconds_count') + of('hub_planning_refusals_total');
}

it('58 bytes that take half a minute to plan are refused before they are planned, and never planned again', async () => {
  expect(Buffer.byteLength(TANGLED_QUERY)).toBe(58);
  await ask(world, '{ __typename }');
  const state = { isOver: false };
  const refused = ask(world, TANGLED_QUERY).finally(() => {
    state.isOver = true;
  });
  let served = 0;
  // Planned by another thread: who asks what needs no planning is served meanwhile.
  while (!state.isOver) {
    expect((await ask(world, '{ __typename }')).data).toEqual({ __typename: 'Query' });
    served += 1;
  }
  const first = await refused;
  const { status, errors } = first;
  expect({ status, code: errors[0]?.extensions['code'] }).toEqual({ status: 400, code: 'PLANNING_TIMEOUT' });
  expect(served).toBeGreaterThan(0);
  const before = await plannings();
  expect(before).toBeGreaterThan(0);
  expect((await ask(world, TANGLED_QUERY)).text).toBe(first.text);
  expect(await plannings()).toBe(before);
});
