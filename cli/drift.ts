import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { cube } from '@electric-sql/pglite/contrib/cube';
import { earthdistance } from '@electric-sql/pglite/contrib/earthdistance';
import { fuzzystrmatch } from '@electric-sql/pglite/contrib/fuzzystrmatch';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrationsOf } from '../platform/database/migrate.ts';
import { migrationsFolder, type SubgraphName } from './subgraphs.ts';

/**
 * What a subgraph's Prisma schema says that its migrations do not do, as the SQL of the missing migration; `null`
 * when both agree. Runs Prisma's own schema engine, compiled to WebAssembly, over an in-memory PostgreSQL.
 */
export async function missingMigration(subgraph: SubgraphName): Promise<string | null> {
  const database = new PGlite({ extensions: { btree_gist, cube, earthdistance, fuzzystrmatch, pg_trgm, unaccent } });
  try {
    for (const { sql } of await migrationsOf(migrationsFolder(subgraph))) await database.exec(sql);
    const files = await prismaFiles(subgraph);
    const datamodels = files.map(({ path, content }): [string, string] => [path, content]);
    await (loaded ??= loadEngine());
    const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(database));
    const schemaEngine = await engine.SchemaEngine.new({ datamodels }, () => undefined, adapter);
    const { exitCode, stdout } = await schemaEngine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? null : (stdout ?? '');
  } finally {
    await database.close();
  }
}

async function prismaFiles(subgraph: SubgraphName) {
  const folder = `subgraphs/${subgraph}/prisma`;
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => ({ path: `${folder}/${name}`, content: await readFile(`${folder}/${name}`, 'utf8') })),
  );
}

let loaded: Promise<void> | undefined;

async function loadEngine(): Promise<void> {
  const path = fileURLToPath(new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm')));
  const { instance } = await WebAssembly.instantiate(await readFile(path), {
    './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports,
  });
  (engine as unknown as { __wbg_set_wasm: (exports: WebAssembly.Exports) => void }).__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'] as (() => void) | undefined;
  start?.();
}
