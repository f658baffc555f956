import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';

export const BENCH_FOLDER = path.join(import.meta.dirname, '..');

export interface ChildCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where it writes what it says. */
  readonly logFile: string;
  readonly ipc: boolean;
  /** The processor it must stay on; anywhere when absent. */
  readonly cpu?: string | undefined;
}

const started = new Set<ChildProcess>();

/** Starts a process that is stopped with the benchmark, at the latest when it ends in an error. */
export function startChild({ command, args, cwd, env, logFile, ipc, cpu }: ChildCommand): ChildProcess {
  const output = openSync(logFile, 'w');
  const [program, list] = cpu === undefined ? [command, args] : ['taskset', ['-c', cpu, command, ...args]];
  const child = spawn(program, list, {
    cwd: cwd ?? process.cwd(),
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ipc ? ['ignore', output, output, 'ipc'] : ['ignore', output, output],
  });
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}

export async function stopAll(): Promise<void> {
  await Promise.all([...started].map(stopChild));
}

/** The next message that a child sends with this key. */
export async function message<T>(child: ChildProcess, key: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const left = () => reject(new Error('A process of the benchmark ended; its log is in .data/bench.'));
    const listen = (value: unknown) => {
      if (typeof value !== 'object' || value === null || !(key in value)) return;
      child.off('message', listen);
      child.off('exit', left);
      resolve((value as Record<string, T>)[key] as T);
    };
    child.on('message', listen);
    child.once('exit', left);
  });
}

/** A TypeScript process of the benchmark. */
export function node(file: string, flags: readonly string[] = []): Pick<ChildCommand, 'command' | 'args'> {
  return {
    command: process.execPath,
    args: [...flags, '--import', 'ts-blank-space/register', path.join(BENCH_FOLDER, file)],
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface Processors {
  readonly gateway: string | undefined;
  readonly rest: string | undefined;
}

/** One processor for the gateway under test and the others for the rest, where the system can promise it. */
export function processors(pinned: boolean): Processors {
  const count = availableParallelism();
  const able = pinned && count > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  return able ? { gateway: '0', rest: `1-${count - 1}` } : { gateway: undefined, rest: undefined };
}
