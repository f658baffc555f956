import { defineConfig } from 'prisma/config';

/**
 * Prisma's configuration for one subgraph: its multi-file schema and its migrations.
 *
 * Prisma's CLI wants a schema engine, which it would download from outside the npm registry. Naming any existing
 * file stops that: `generate`, `validate` and `format` do not run it, and `migrate deploy` fails loudly instead of
 * doing nothing (migrations are applied by `platform/database/migrate.ts`).
 */
export function subgraphPrismaConfig() {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
  return defineConfig({
    schema: 'prisma',
    migrations: { path: 'prisma/migrations' },
  });
}
