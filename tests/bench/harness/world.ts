import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { composeSupergraph } from '../subgraphs/schemas.ts';
import type { LoadJob, LoadResult } from './load.ts';
import { message, node, processors, startChild, type Processors } from './processes.ts';

/** What every gateway shares: the subgraphs' process, the supergraph file, and the process that asks. */
export interface World {
  /** Logs, supergraphs, records and profiles of the runs. */
  readonly folder: string;
  readonly urls: Readonly<Record<string, string>>;
  readonly supergraphFile: string;
  readonly subgraphs: ChildProcess;
  readonly cpus: Processors;
  readonly load: (job: LoadJob) => Promise<LoadResult>;
  /** How many requests the subgraphs have received until now. */
  readonly fetches: () => Promise<number>;
}

export async function openWorld(pinned: boolean): Promise<World> {
  const folder = path.resolve('.data/bench');
  mkdirSync(folder, { recursive: true });
  const cpus = processors(pinned);
  const beside = (name: string, file: string) =>
    startChild({ ...node(file), name, ipc: true, cpu: cpus.rest, logFile: path.join(folder, `${name}.log`) });
  const subgraphs = beside('subgraphs', 'subgraphs/server.ts');
  const urls = await message<Record<string, string>>(subgraphs, 'urls');
  const load = beside('load', 'harness/load.ts');
  await message(load, 'ready');
  const supergraphFile = path.join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, composeSupergraph(urls));
  return {
    folder,
    urls,
    supergraphFile,
    subgraphs,
    cpus,
    load: (job) => asked(load, job, 'result'),
    fetches: () => asked(subgraphs, 'fetches', 'fetches'),
  };
}

/** Sends a message to a child and gives what it answers. */
export async function asked<T>(child: ChildProcess, question: LoadJob | string, key: string): Promise<T> {
  const answer = message<T>(child, key);
  child.send(question);
  return answer;
}
