import { execFileSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeBanFile } from './ban-file.ts';
import { writeFtthFile } from './ftth-file.ts';
import { post } from './harness/gateways.ts';
import { hubProcesses } from './harness/hub-processes.ts';
import { usageOf } from './harness/process-tree.ts';
import { freePort, message, node, startChild, stopAll, stopChild } from './harness/processes.ts';
import {
  countStatementsOf,
  moduleTable,
  openStatistics,
  profiledEnvironment,
  profilesWritten,
  statementTable,
  toggleProfiles,
} from './harness/profile.ts';
import { circumstances, table, writePart } from './harness/report.ts';
import type { LoadResult } from './harness/load.ts';
import { asked } from './harness/world.ts';

const { values } = parseArgs({
  options: {
    premises: { type: 'string', default: '200000' },
    connections: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '20' },
    write: { type: 'boolean', default: false },
    /** Folder of the profiles, and of what PostgreSQL spent its time on. */
    profile: { type: 'string' },
  },
});

const PROCESSES = ['gateway', 'lgn', 'department', 'operators'] as const;
const FOLDER = path.resolve('.data/bench/household');
const CLUSTER = path.join(FOLDER, 'data/postgres');
const PROFILES = values.profile;

interface Hub {
  readonly url: string;
  readonly hub: ChildProcess;
}

/** The hub as `npm start` runs it, on a data folder of its own; gives the gateway's address. */
async function startHub(): Promise<Hub> {
  const ports = Object.fromEntries(
    await Promise.all(PROCESSES.map(async (name) => [`${name.toUpperCase()}_PORT`, String(await freePort())])),
  ) as Record<string, string>;
  const hub = startChild({
    name: 'hub',
    command: process.execPath,
    args: ['--import', 'ts-blank-space/register', 'cli/hub.ts', 'start', '--data', path.join(FOLDER, 'data')],
    env: {
      ...ports,
      ...{ NODE_ENV: 'development', LOG_LEVEL: 'warn', QUOTA_ANONYMOUS: '1000000000' },
      ...(PROFILES === undefined ? {} : profiledEnvironment(PROFILES)),
    },
    logFile: path.join(FOLDER, 'hub.log'),
    ipc: false,
  });
  const url = `http://127.0.0.1:${ports['GATEWAY_PORT'] ?? ''}/graphql`;
  await untilServed(url);
  return { url, hub };
}

async function untilServed(url: string): Promise<void> {
  for (let turn = 0; turn < 1200; turn += 1) {
    const isServed = await post(url, '{"query":"{ communes(first: 1) { totalCount } }"}').then(
      ({ text }) => text.includes('totalCount":3'),
      () => false,
    );
    if (isServed) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The hub does not start; its words are in .data/bench/household.');
}

function importFile(dataset: string, file: string): void {
  const args = [
    '--import',
    'ts-blank-space/register',
    'cli/hub.ts',
    'import',
    dataset,
    file,
    '--data',
    path.join(FOLDER, 'data'),
  ];
  execFileSync(process.execPath, [...args, '--threshold', '1'], { stdio: 'inherit' });
}

async function measured({ url, hub }: Hub, addresses: readonly string[]): Promise<void> {
  const query = readFileSync('schema/operations/household-lookup.graphql', 'utf8');
  const example = JSON.parse(readFileSync('schema/operations/household-lookup.variables.json', 'utf8')) as object;
  const bodies = addresses.map((address) => JSON.stringify({ query, variables: { ...example, address } }));
  const lengths: number[] = [];
  for (const body of bodies) {
    const { status, text } = await post(url, body);
    if (status !== 200 || text.includes('"errors"')) throw new Error(`A household is answered ${status}: ${text}`);
    lengths.push(Buffer.byteLength(text));
  }
  const load = startChild({
    ...node('harness/load.ts'),
    name: 'load',
    ipc: true,
    logFile: path.join(FOLDER, 'load.log'),
  });
  await message(load, 'ready');
  const connections = Number(values.connections);
  const run = (seconds: number) =>
    asked<LoadResult>(load, { url, bodies, lengths, connections, limit: { seconds } }, 'result');
  await run(5);
  const ids = hubProcesses(hub.pid ?? 0, PROCESSES, CLUSTER);
  const before = new Map([...ids].map(([name, pid]) => [name, usageOf(pid).cpuMs]));
  const result = await run(Number(values.seconds));
  const used = [...ids].map(([name, pid]) => [name, usageOf(pid).cpuMs - (before.get(name) ?? 0)] as const);
  print('household', report(result, used));
  // Apart, because being profiled costs time.
  if (PROFILES !== undefined) print('household-profile', await profiled(PROFILES, ids, run));
}

async function profiled(
  folder: string,
  ids: ReadonlyMap<string, number>,
  run: (seconds: number) => Promise<LoadResult>,
): Promise<string> {
  const statistics = await openStatistics(CLUSTER);
  toggleProfiles(ids);
  const { requests } = await run(Number(values.seconds));
  toggleProfiles(ids);
  const statements = await statementTable(statistics, requests);
  await statistics.end();
  await profilesWritten(folder);
  return [circumstances(), statements, moduleTable(folder)].join('\n\n');
}

function print(part: string, text: string): void {
  console.log(text);
  if (values.write) writePart(part, text);
}

function report(result: LoadResult, used: readonly (readonly [name: string, cpuMs: number])[]): string {
  const whole = used.reduce((sum, [, cpuMs]) => sum + cpuMs, 0);
  const rows = used
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, cpuMs]) => [
      name,
      ((cpuMs / result.requests) * 1000).toFixed(0),
      `${((100 * cpuMs) / whole).toFixed(0)} %`,
    ]);
  const rate = (result.requests / result.seconds).toFixed(0);
  return [
    circumstances(),
    `${Number(values.premises).toLocaleString('en')} premises, ${values.connections} connections, ${values.seconds} s, addresses that differ: ` +
      `${rate} requests/s, p50 ${result.p50Ms.toFixed(0)} ms, p99 ${result.p99Ms.toFixed(0)} ms, ${result.wrong} wrong answers.`,
    table([['Process', 'CPU ms / 1,000 requests', 'share'], ...rows]),
  ].join('\n\n');
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
try {
  const banFile = path.join(FOLDER, 'adresses-47.csv');
  const ftthFile = path.join(FOLDER, 'ftth-47.csv');
  await writeBanFile(banFile, Number(values.premises));
  const addresses = await writeFtthFile(banFile, ftthFile, Math.ceil(Number(values.premises) / 500));
  let hub = await startHub();
  if (PROFILES !== undefined) {
    await stopChild(hub.hub);
    countStatementsOf(CLUSTER);
    hub = await startHub();
  }
  importFile('addresses', banFile);
  importFile('fibre', ftthFile);
  await measured(hub, addresses);
} finally {
  await stopAll();
}
