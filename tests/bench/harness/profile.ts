import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { BENCH_FOLDER } from './processes.ts';
import { table } from './report.ts';

const NAMES = ['gateway', 'lgn', 'department', 'operators'] as const;

/** The variables with which a hub's processes can be profiled (profiler.mjs). */
export function profiledEnvironment(folder: string): Readonly<Record<string, string>> {
  // The profiles of a run before are not taken for this one's.
  for (const name of NAMES) rmSync(path.join(folder, `${name}.cpuprofile`), { force: true });
  mkdirSync(folder, { recursive: true });
  const profiler = pathToFileURL(path.join(BENCH_FOLDER, 'harness/profiler.mjs')).href;
  return { NODE_OPTIONS: `--import=${profiler}`, PROFILE_FOLDER: path.resolve(folder) };
}

/** Starts the profile of the processes, or ends it and has it written. */
export function toggleProfiles(processIds: ReadonlyMap<string, number>): void {
  for (const [name, pid] of processIds) if (name !== 'postgresql') process.kill(pid, 'SIGUSR2');
}

/** Waits until the profiles are whole. */
export async function profilesWritten(folder: string): Promise<void> {
  const files = NAMES.map((name) => path.join(folder, `${name}.cpuprofile`));
  const isWhole = (file: string) => existsSync(file) && readFileSync(file, 'utf8').endsWith('}');
  for (let turn = 0; turn < 120; turn += 1) {
    if (files.every(isWhole)) return;
    await delay(250);
  }
  throw new Error(`The processes do not write their profiles into ${folder}.`);
}

/** Has a stopped cluster count its statements from its next start. */
export function countStatementsOf(cluster: string): void {
  const settings = "shared_preload_libraries = 'pg_stat_statements'\npg_stat_statements.track_planning = on\n";
  appendFileSync(path.join(cluster, 'postgresql.auto.conf'), settings);
}

/** A connection of the administrator to a cluster's statistics, cleared. */
export async function openStatistics(cluster: string): Promise<Client> {
  const port = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[3] ?? '';
  const password = readFileSync(path.join(cluster, 'hub-password'), 'utf8');
  const client = new Client({ connectionString: `postgresql://hub:${password}@127.0.0.1:${port}/postgres` });
  // Lost with its server: the next question says so.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  await client.query('SELECT pg_stat_statements_reset()');
  return client;
}

const STATEMENTS = `
  SELECT d.datname AS subgraph, left(regexp_replace(s.query, '\\s+', ' ', 'g'), 70) AS text, s.calls::int AS calls,
    s.total_exec_time AS run, s.total_plan_time AS planned,
    (s.total_exec_time + s.total_plan_time) / sum(s.total_exec_time + s.total_plan_time) OVER () AS share
  FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
  WHERE d.datname <> 'postgres' AND s.calls > 0
  ORDER BY share DESC LIMIT 10`;

interface Statement {
  readonly subgraph: string;
  readonly text: string;
  readonly calls: number;
  readonly run: number;
  readonly planned: number;
  readonly share: number;
}

/** What PostgreSQL spent its time on, statement by statement. */
export async function statementTable(statistics: Client, requests: number): Promise<string> {
  const { rows } = await statistics.query<Statement>(STATEMENTS);
  const perThousand = (ms: number) => ((ms / requests) * 1000).toFixed(0);
  return table([
    ['Statement', 'of', 'a request', 'run, ms / 1,000', 'planned, ms / 1,000', 'share'],
    ...rows.map(({ subgraph, text, calls, run, planned, share }) => [
      `\`${text.replaceAll('|', '\\|')}\``,
      subgraph,
      (calls / requests).toFixed(1),
      perThousand(run),
      perThousand(planned),
      percentage(share),
    ]),
  ]);
}

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { functionName: string; url: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** What each process of Node spent its time on, module by module. */
export function moduleTable(folder: string): string {
  const rows = NAMES.flatMap((name) => {
    const profile = JSON.parse(readFileSync(path.join(folder, `${name}.cpuprofile`), 'utf8')) as Profile;
    const shares = [...sharesByModule(profile)].sort(([, a], [, b]) => b - a).slice(0, 6);
    return shares.map(([module, share], rank) => [rank === 0 ? name : '', module, percentage(share)]);
  });
  return table([['Process', 'Module (self time)', 'share'], ...rows]);
}

function sharesByModule({ nodes, samples, timeDeltas }: Profile): ReadonlyMap<string, number> {
  const moduleOf = new Map(nodes.map(({ id, callFrame }) => [id, moduleName(callFrame)]));
  const times = new Map<string, number>();
  let whole = 0;
  for (const [at, id] of samples.entries()) {
    const module = moduleOf.get(id) ?? '';
    if (module === '(idle)') continue;
    const time = timeDeltas[at] ?? 0;
    whole += time;
    times.set(module, (times.get(module) ?? 0) + time);
  }
  return new Map([...times].map(([module, time]) => [module, time / whole]));
}

/** A package's name, a folder of ours, or what V8 says of its own work. */
function moduleName({ functionName, url }: { functionName: string; url: string }): string {
  const packages = [...url.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)];
  const [, ours] = /\/((?:gateway|platform|subgraphs\/\w+)\/[^/]+)/.exec(url) ?? [];
  return packages.at(-1)?.[1] ?? ours ?? (url === '' ? functionName : url.replace(/^.*\//, ''));
}

function percentage(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
