import { resolve } from 'node:path';
import type { Pool } from 'pg';
import { migrate } from '../../platform/database/migrate.ts';
import { openPool } from '../../platform/database/pool.ts';
import { openDatabases } from '../prepare/databases.ts';
import { migrationsFolder, type SubgraphName } from '../subgraphs.ts';

/** An organisation's database, its migrations applied; rejected when it does not answer. */
type PoolOf = (subgraph: SubgraphName) => Promise<Pool>;

/** Does a piece of work on organisations' databases, each opened when it is asked for: one that is down costs itself alone. */
export async function withPools<T>(dataFolder: string, work: (poolOf: PoolOf) => Promise<T>): Promise<T> {
  const databases = await openDatabases(resolve(dataFolder));
  const pools: Pool[] = [];
  try {
    return await work(async (subgraph) => {
      await migrate(databases.urls[subgraph], migrationsFolder(subgraph));
      const pool = openPool(databases.urls[subgraph], { maxConnections: 2 });
      pools.push(pool);
      return pool;
    });
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
    await databases.stop();
  }
}
