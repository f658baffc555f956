import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';

export interface EmbeddedServer {
  /** The administrator's connection string to a database of this server. */
  readonly urlOf: (database: string) => string;
  /** Whether a server that was already running has been found and joined. */
  readonly adopted: boolean;
  /** Leaves the server, and stops it unless another process of the hub still uses it; with `force`, stops it anyway. */
  readonly stop: (options?: { force?: boolean }) => Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder of the cluster; its parent is created. */
  readonly folder: string;
  /** Additional `postgres` settings, e.g. `fsync=off` for tests. */
  readonly settings?: readonly string[];
}

const SUPERUSER = 'hub';
const START_TIMEOUT_MS = 30_000;
const NOBODY = 65_534;

/**
 * Starts PostgreSQL from the npm registry's binaries on the loopback interface, at a port that the system chooses;
 * joins it when it already runs on this folder. The first start creates the cluster and a random password.
 */
export async function startEmbeddedPostgres({ folder, settings = [] }: EmbeddedOptions): Promise<EmbeddedServer> {
  const binaries = await postgresBinaries();
  mkdirSync(join(folder, '..'), { recursive: true });
  if (!existsSync(join(folder, 'PG_VERSION'))) createCluster(binaries, folder);
  const password = readFileSync(join(folder, 'hub-password'), 'utf8');
  const running = runningServer(folder);
  const port = running?.port ?? (await freePort());
  const urlOf = (database: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  const child = running === null ? launch(binaries, folder, [`port=${port}`, ...settings]) : null;
  const presence = await connected(urlOf('postgres'), () => child?.failure() ?? null);
  const stop = async ({ force = false } = {}) => {
    const last = force || (await isLast(presence));
    await presence.end().catch(() => undefined);
    if (last) await stopPid(running?.pid ?? child?.process.pid);
  };
  return { urlOf, adopted: running !== null, stop };
}

/** Name of the connection that each user of the server keeps open, by which the last to leave knows that it is. */
const PRESENCE = 'declic47-hub-presence';

async function isLast(presence: Client): Promise<boolean> {
  try {
    const { rowCount } = await presence.query(
      'SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()',
      [PRESENCE],
    );
    return rowCount === 0;
  } catch {
    // The server is gone, or going: nobody else uses it.
    return true;
  }
}

function createCluster({ initdb }: PostgresBinaries, folder: string): void {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const identity = unprivileged(initdb, [draft, passwordFile]);
  const args = [`--pgdata=${draft}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const made = spawnSync(identity.command, [...identity.args, ...args, '--encoding=UTF8', '--locale=C', '--no-sync'], {
    ...identity.options,
    env: { ...process.env, LC_ALL: 'C' },
    encoding: 'utf8',
  });
  if (made.status !== 0)
    throw new Error(`PostgreSQL intégré n’a pas pu créer sa base : ${made.stderr || String(made.error)}`);
  renameSync(passwordFile, join(draft, 'hub-password'));
  renameSync(draft, folder);
}

function launch({ postgres }: PostgresBinaries, folder: string, settings: readonly string[]) {
  const identity = unprivileged(postgres, []);
  const fixed = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'logging_collector=off',
    'max_connections=200',
  ];
  const args = [...identity.args, '-D', folder, ...[...fixed, ...settings].flatMap((setting) => ['-c', setting])];
  const child: ChildProcess = spawn(identity.command, args, {
    ...identity.options,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  let exited = false;
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-4_000)));
  child.once('exit', () => (exited = true));
  child.once('error', (error) => (said += error.message));
  child.unref();
  return { process: child, failure: () => (exited ? said : null) };
}

interface Unprivileged {
  readonly command: string;
  readonly args: readonly string[];
  readonly options: Pick<SpawnOptions, 'uid' | 'gid'>;
}

/**
 * PostgreSQL refuses to run as root: it then runs in a user namespace of its own, or, where those are forbidden,
 * as `nobody`, who is given the folders.
 */
function unprivileged(binary: string, paths: readonly string[]): Unprivileged {
  if (process.getuid?.() !== 0) return { command: binary, args: [], options: {} };
  if (spawnSync('unshare', ['-U', 'true']).status === 0)
    return { command: 'unshare', args: ['-U', binary], options: {} };
  for (const path of paths) chownSync(path, NOBODY, NOBODY);
  return { command: binary, args: [], options: { uid: NOBODY, gid: NOBODY } };
}

/** The server that `postmaster.pid` names, when that process is alive. */
function runningServer(folder: string): { pid: number; port: number } | null {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!isAlive(pid)) return null;
  // Another program has the number since a reboot: PostgreSQL would take it for a server and refuse to start.
  if (!isServerOf(pid, folder)) rmSync(file);
  else if (port > 0) return { pid, port };
  return null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process is a `postgres` on this folder; where its command cannot be read (not Linux), it is believed. */
function isServerOf(pid: number, folder: string): boolean {
  const commandFile = `/proc/${pid}/cmdline`;
  if (!existsSync(commandFile)) return true;
  const [program = '', ...args] = readFileSync(commandFile, 'utf8').split('\0');
  return basename(program).startsWith('postgres') && args.includes(folder);
}

/** A connection, once the server takes any. */
async function connected(url: string, failure: () => string | null): Promise<Client> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const failed = failure();
    if (failed !== null) throw new Error(`PostgreSQL intégré n’a pas démarré : ${failed}`);
    const client = new Client({ connectionString: url, application_name: PRESENCE });
    // A server that dies closes this connection too: those that work with it say so, this one only counts.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (cause) {
      if (Date.now() > deadline) throw new Error('PostgreSQL intégré ne répond pas après 30 secondes.', { cause });
      await delay(50);
    }
  }
}

/** Asks for a fast shutdown (current transactions are rolled back) and waits for its end. */
async function stopPid(pid: number | undefined): Promise<void> {
  if (pid === undefined || !isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  while (isAlive(pid)) await delay(20);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
