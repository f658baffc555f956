import { resolve } from 'node:path';
import type { Pool } from 'pg';
import { migrate } from '../../platform/database/migrate.ts';
import { openPool } from '../../platform/database/pool.ts';
import { openDatabases } from '../prepare/databases.ts';
import { migrationsFolder, SUBGRAPHS, type SubgraphName } from '../subgraphs.ts';

/** Does a piece of work on the databases of all the organisations, their migrations applied. */
export async function withPools<T>(
  dataFolder: string,
  work: (pools: Readonly<Record<SubgraphName, Pool>>) => Promise<T>,
): Promise<T> {
  const databases = await openDatabases(resolve(dataFolder));
  const pools: Pool[] = [];
  try {
    const opened: Partial<Record<SubgraphName, Pool>> = {};
    for (const subgraph of SUBGRAPHS) {
      await migrate(databases.urls[subgraph], migrationsFolder(subgraph));
      opened[subgraph] = openPool(databases.urls[subgraph], { maxConnections: 2 });
      pools.push(opened[subgraph]);
    }
    return await work(opened as Record<SubgraphName, Pool>);
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
    await databases.stop();
  }
}
