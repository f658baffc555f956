import { CONTENDERS } from './contenders.ts';
import { startGateway, type Named, type RunningGateway, type StartOptions } from './gateways.ts';
import { usageOf } from './process-tree.ts';
import { settled } from './settling.ts';
import type { World } from './world.ts';

/** One that is not there to be asked, and why. */
export interface Absent extends Named {
  readonly fault: string;
}

export interface StartedAll {
  readonly gateways: readonly RunningGateway[];
  readonly absent: readonly Absent[];
  /** What the reader of the tables must know of those that are there. */
  readonly notes: readonly string[];
}

/**
 * Starts the gateways one after the other, each when the one before has come to rest: none is disturbed in what it does
 * at its start. Apollo Gateway is the first of the list, whose answers the others' are compared with.
 */
export async function startAll(
  world: World,
  ids: readonly string[],
  options: Pick<StartOptions, 'profile'>,
): Promise<StartedAll> {
  const gateways: RunningGateway[] = [];
  const absent: Absent[] = [];
  const notes: string[] = [];
  for (const id of ids.toSorted((one, other) => rank(one) - rank(other))) {
    const started = await startGateway(world, id, options);
    if ('fault' in started) absent.push({ id, title: CONTENDERS[id]?.title ?? id, fault: started.fault });
    else {
      gateways.push(started);
      notes.push(...(await atRest(started)));
    }
  }
  return { gateways, absent, notes };
}

/** Waits until a gateway that has started does nothing by itself any more; says so of one that never does. */
export async function atRest({ title, child }: RunningGateway): Promise<readonly string[]> {
  const rest = await settled(() => usageOf(child.pid ?? 0).cpuMs);
  if ('busyMs' in rest)
    return [`- ${title} goes on using ${rest.busyMs} ms of CPU a second unasked, in its figures too.`];
  console.log(`${title} is at rest ${rest.seconds} s after its start.`);
  return [];
}

function rank(id: string): number {
  return id === 'apollo' ? 0 : 1;
}
