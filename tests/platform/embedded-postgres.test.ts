import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedServer } from '../../platform/database/embedded.ts';
import { installExtensions, provisionDatabase, withClient } from '../../platform/database/provision.ts';

let home: string;
let folder: string;
let started: EmbeddedServer[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hub-embedded-'));
  folder = join(home, 'data', 'postgres');
});
afterEach(async () => {
  for (const server of started) await server.stop({ force: true });
  started = [];
  rmSync(home, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedPostgres({ folder });
  started.push(server);
  return server;
}

function postmaster(): number {
  return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

const run = (server: EmbeddedServer, sql: string) =>
  withClient(server.urlOf('postgres'), (client) => client.query(sql));

describe('the embedded PostgreSQL', () => {
  it('starts on an empty folder, on the loopback interface only, with a password that only its owner reads', async () => {
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(new URL(server.urlOf('postgres')).hostname).toBe('127.0.0.1');
    const { rows } = await run(server, 'SHOW listen_addresses');
    expect(rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(statSync(join(folder, 'hub-password')).mode & 0o077).toBe(0);
    const wrong = new URL(server.urlOf('postgres'));
    wrong.password = 'wrong';
    await expect(new Client({ connectionString: wrong.href }).connect()).rejects.toThrow('password');
  });

  it('that already runs is joined, and left running by the one that joined', async () => {
    const first = await start();
    const second = await start();
    expect(second.adopted).toBe(true);
    expect(second.urlOf('x')).toBe(first.urlOf('x'));
    await second.stop();
    expect((await run(first, 'SELECT 1')).rowCount).toBe(1);
  });

  it('is stopped by the last to leave it, whoever started it', async () => {
    const first = await start();
    const second = await start();
    await first.stop();
    expect((await run(second, 'SELECT 1')).rowCount).toBe(1);
    await second.stop();
    await expect(run(second, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('keeps what it held through a stop and a start', async () => {
    const first = await start();
    await run(first, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)');
    await first.stop();
    expect((await run(await start(), 'SELECT n FROM kept')).rows).toEqual([{ n: 1 }]);
  });

  it('killed with kill -9 in the middle of writes starts again with everything that was committed', async () => {
    const first = await start();
    await run(first, 'CREATE TABLE kept (n int)');
    let committed = 0;
    const writer = new Client({ connectionString: first.urlOf('postgres') });
    writer.on('error', () => undefined);
    await writer.connect();
    const writing = (async () => {
      for (;;) {
        await writer.query('INSERT INTO kept VALUES ($1)', [committed + 1]);
        committed += 1;
        if (committed === 200) process.kill(postmaster(), 'SIGKILL');
      }
    })();
    await expect(writing).rejects.toThrow();
    const { rows } = await run(await start(), 'SELECT count(*)::int AS n, max(n) AS last FROM kept');
    const { n, last } = rows[0] as { n: number; last: number };
    expect(n).toBe(last);
    expect(n).toBeGreaterThanOrEqual(committed);
    expect(n).toBeLessThanOrEqual(committed + 1);
  });

  it.each([
    ['a process that is gone', () => 2_147_480_000],
    ['another program that took its number', () => process.pid],
  ])('starts though postmaster.pid names %s', async (_what, pid) => {
    await (await start()).stop();
    const lines = [pid(), folder, Math.floor(Date.now() / 1_000), 5_432, '', '127.0.0.1', '', 'ready'];
    writeFileSync(join(folder, 'postmaster.pid'), `${lines.join('\n')}\n`);
    const server = await start();
    expect(server.adopted).toBe(false);
    expect((await run(server, 'SELECT 1')).rowCount).toBe(1);
  });

  it('gives each organisation a database that another organisation’s role cannot open', async () => {
    const server = await start();
    for (const name of ['lgn', 'operators']) {
      await provisionDatabase(server.urlOf, { database: name, role: name, password: `${name}'s "secret"` });
      await provisionDatabase(server.urlOf, { database: name, role: name, password: `${name}'s "secret"` });
    }
    await installExtensions(server.urlOf('operators'));
    const url = new URL(server.urlOf('lgn'));
    url.username = 'operators';
    url.password = `operators's "secret"`;
    await expect(new Client({ connectionString: url.href }).connect()).rejects.toThrow('permission denied');
    url.pathname = '/operators';
    expect((await withClient(url.href, (client) => client.query(`SELECT unaccent('é') AS e`))).rows).toEqual([
      { e: 'e' },
    ]);
  });
});
