import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface Health {
  /** Time of the processor since it was started. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** What the gateway has done for questions that it did not refuse. */
export interface Work {
  readonly plannings: number;
  readonly executions: number;
}

export interface AttackedProcess {
  readonly url: string;
  readonly health: () => Promise<Health>;
  readonly work: () => Promise<Work>;
  readonly stop: () => Promise<void>;
}

/** Starts the gateway that is attacked. */
export async function startAttacked(): Promise<AttackedProcess> {
  const child = fork(path.join(import.meta.dirname, 'attacked-gateway.ts'), {
    execArgv: ['--import', 'ts-blank-space/register'],
  });
  const { url, metricsUrl } = await message<{ url: string; metricsUrl: string }>(child);
  return {
    url,
    health: () => {
      const told = message<Health>(child);
      child.send('how are you');
      return told;
    },
    work: () => workOf(metricsUrl),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function message<T>(child: ChildProcess): Promise<T> {
  const [told] = (await once(child, 'message')) as [T];
  return told;
}

async function workOf(metricsUrl: string): Promise<Work> {
  const text = await (await fetch(metricsUrl)).text();
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)$`, 'gm'))].reduce(
      (all, [, one]) => all + Number(one),
      0,
    );
  return { plannings: sum('hub_planning_duration_seconds_count'), executions: sum('hub_executions_total') };
}
