import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { request } from 'undici';
import { CONTENDERS, type Contender } from './contenders.ts';
import { freePort, hasEnded, startChild, stopChild } from './processes.ts';
import type { World } from './world.ts';

export interface Named {
  readonly id: string;
  readonly title: string;
}

export interface RunningGateway extends Named {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly child: ChildProcess;
}

export interface StartOptions {
  readonly profile: boolean;
  readonly supergraphFile?: string;
  /** One that is not in the list of all. */
  readonly contender?: Contender;
}

export type Started = RunningGateway | { readonly id: string; readonly fault: string };

const START_MS = 60_000;

export function recordsFileOf({ folder }: World): string {
  return path.join(folder, 'records.json');
}

/** Starts a gateway and waits until it answers; one that does not is a fault, not an error. */
export async function startGateway(world: World, id: string, options: StartOptions): Promise<Started> {
  const contender = options.contender ?? CONTENDERS[id];
  if (contender === undefined) throw new Error(`There is no gateway "${id}".`);
  const { folder, urls, cpus } = world;
  const port = await freePort();
  const supergraphFile = options.supergraphFile ?? world.supergraphFile;
  const recordsFile = recordsFileOf(world);
  const start = contender.start({ folder, port, supergraphFile, recordsFile, urls, profile: options.profile });
  const env = {
    PORT: String(port),
    SUPERGRAPH_FILE: supergraphFile,
    RECORDS_FILE: recordsFile,
    APOLLO_TELEMETRY_DISABLED: '1',
  };
  const logFile = path.join(folder, `${id}.log`);
  const all = { ipc: false, ...start, env: { ...env, ...start.env }, name: id, logFile, cpu: cpus.gateway };
  const child = startChild(all);
  const url = `http://127.0.0.1:${port}/graphql`;
  if (await answers(url, child)) {
    return { id, title: contender.title, url, headers: contender.headers ?? {}, child };
  }
  await stopChild(child);
  return { id, fault: `does not start (its words are in ${path.relative(process.cwd(), logFile)})` };
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline && !hasEnded(child)) {
    const status = await post(url, '{"query":"{ __typename }"}').then(
      ({ status }) => status,
      () => 0,
    );
    if (status === 200 || status === 404) return true;
    await wait(200);
  }
  return false;
}

export interface Posted {
  readonly status: number;
  readonly text: string;
}

/** One request as the load sends it, its answer read. */
export async function post(url: string, body: string, more: Readonly<Record<string, string>> = {}): Promise<Posted> {
  const headers = { 'content-type': 'application/json', ...more };
  const answer = await request(url, { method: 'POST', headers, body, headersTimeout: 30_000 });
  return { status: answer.statusCode, text: await answer.body.text() };
}
