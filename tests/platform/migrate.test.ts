import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../platform/database/migrate.ts';
import { openSql } from '../support/scratch.ts';

let world: Awaited<ReturnType<typeof openSql>>;
let folder: string;

beforeEach(async () => {
  world = await openSql('lgn');
  folder = mkdtempSync(join(tmpdir(), 'hub-migrations-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

function migration(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

async function exists(table: string): Promise<boolean> {
  const { rows } = await world.sql.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [table]);
  return rows[0]?.found ?? false;
}

async function recorded(): Promise<unknown[]> {
  const { rows } = await world.sql.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE migration_name LIKE 'test_%' ORDER BY started_at`,
  );
  return rows.map(({ name }) => name);
}

describe('migrations', () => {
  it('are applied in the order of their names, each once', async () => {
    migration('test_2_fill', 'INSERT INTO crop (name) VALUES (1);');
    migration('test_1_create', 'CREATE TABLE crop (name int); INSERT INTO crop VALUES (0);');
    writeFileSync(join(folder, 'migration_lock.toml'), 'provider = "postgresql"');
    expect(await migrate(world.url, folder)).toEqual(['test_1_create', 'test_2_fill']);
    expect(await migrate(world.url, folder)).toEqual([]);
    expect((await world.sql.query('SELECT 1 FROM crop')).rowCount).toBe(2);
  });

  it('are applied from where the database stands', async () => {
    migration('test_1_create', 'CREATE TABLE crop (name int);');
    await migrate(world.url, folder);
    migration('test_2_more', 'CREATE TABLE field (name int);');
    expect(await migrate(world.url, folder)).toEqual(['test_2_more']);
  });

  it('already applied may not change: the one that did is named and nothing is applied', async () => {
    migration('test_1_create', 'CREATE TABLE crop (name int);');
    await migrate(world.url, folder);
    migration('test_1_create', 'CREATE TABLE crop (name text);');
    migration('test_2_more', 'CREATE TABLE field (name int);');
    await expect(migrate(world.url, folder)).rejects.toThrow('La migration « test_1_create » a changé');
    expect(await exists('field')).toBe(false);
  });

  it('that fail leave nothing of themselves, keep those before, and can be mended', async () => {
    migration('test_1_create', 'CREATE TABLE crop (name int);');
    migration('test_2_broken', 'CREATE TABLE field (name int); SELECT missing_function();');
    await expect(migrate(world.url, folder)).rejects.toThrow('La migration « test_2_broken » a échoué');
    expect([await exists('crop'), await exists('field')]).toEqual([true, false]);
    expect(await recorded()).toEqual(['test_1_create']);
    migration('test_2_broken', 'CREATE TABLE field (name int);');
    expect(await migrate(world.url, folder)).toEqual(['test_2_broken']);
  });

  it('run by several processes at once are applied once', async () => {
    migration('test_1_create', 'CREATE TABLE crop (name int); SELECT pg_sleep(0.3);');
    const applied = await Promise.all([1, 2, 3].map(() => migrate(world.url, folder)));
    expect(applied.flat()).toEqual(['test_1_create']);
    expect(await recorded()).toEqual(['test_1_create']);
  });

  it('are recorded as Prisma records them: finished, one step, the SHA-256 of the file', async () => {
    migration('test_1_create', 'SELECT 1;');
    await migrate(world.url, folder);
    const { rows } = await world.sql.query(
      `SELECT checksum, applied_steps_count, finished_at IS NOT NULL AS finished, rolled_back_at, logs
       FROM _prisma_migrations WHERE migration_name = 'test_1_create'`,
    );
    const checksum = '17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a';
    expect(rows).toEqual([{ checksum, applied_steps_count: 1, finished: true, rolled_back_at: null, logs: null }]);
  });
});
