import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { withClient } from '../../platform/database/provision.ts';
import { urlVariable, withDatabase } from '../support/databases.ts';
import { until } from '../support/until.ts';
import { freePort } from '../support/free-port.ts';
import { openScratch, type Scratch } from '../support/scratch.ts';

const SUBGRAPH = 'lgn';
let scratch: Scratch;
let server: ChildProcess | undefined;
let port = 0;

beforeEach(async () => {
  scratch = await openScratch(SUBGRAPH);
  port = await freePort();
});
afterEach(async () => {
  if (server?.exitCode === null && server.signalCode === null) {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }
  await scratch.drop();
});

function start(variables: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'ts-blank-space/register', `subgraphs/${SUBGRAPH}/server.ts`], {
    env: { PATH: process.env['PATH'], LGN_PORT: String(port), LGN_DATABASE_URL: scratch.url, ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  server = child;
  return { child, said: () => said };
}

async function readiness(): Promise<number> {
  return fetch(`http://127.0.0.1:${port}/ready`).then(
    ({ status }) => status,
    () => 0,
  );
}

const becomes = (status: number) => until(`${status} from /ready`, async () => (await readiness()) === status);

/** Takes the database away from everyone, as a stopped PostgreSQL would, or gives it back. */
async function allowConnections(allowed: boolean): Promise<void> {
  const name = new URL(scratch.url).pathname.slice(1);
  const administrator = withDatabase(process.env[urlVariable(SUBGRAPH)] ?? '', 'postgres');
  await withClient(administrator, async (client) => {
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${String(allowed)}`);
    if (!allowed)
      await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  });
}

describe('a subgraph started alone', () => {
  it('survives the loss of its database, says that it is not ready, and comes back by itself', async () => {
    const { child } = start({});
    await becomes(200);
    await allowConnections(false);
    await becomes(503);
    expect(child.exitCode).toBeNull();
    await allowConnections(true);
    await becomes(200);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s', async (signal) => {
    const { child } = start({});
    await becomes(200);
    const ended = once(child, 'exit');
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
  });

  it('on a busy port ends with one sentence that names it', async () => {
    const busy = createServer().listen(port, '127.0.0.1');
    await once(busy, 'listening');
    const { child, said } = start({});
    expect(await once(child, 'exit')).toEqual([1, null]);
    busy.close();
    expect(said()).toMatch(new RegExp(`^Le port ${port} est déjà pris : .*\n$`));
  });

  it('that is badly configured ends with every fault and no stack', async () => {
    const { child, said } = start({ LGN_PORT: 'abc', LGN_DATABASE_URL: '', LOG_LEVEL: 'loud' });
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said()).toMatch(/^Configuration refusée :\n- LOG_LEVEL .*\n- LGN_PORT .*\n- LGN_DATABASE_URL .*\n$/);
  });
});
