import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { openPool } from '../../platform/database/pool.ts';
import { PrismaClient } from './generated/client/client.ts';

export interface Database {
  readonly prisma: PrismaClient;
  readonly sql: Pool;
  readonly close: () => Promise<void>;
}

/** Prisma and plain SQL over one pool of connections. */
export function openDatabase(url: string, { maxConnections = 10 }: { maxConnections?: number } = {}): Database {
  const sql = openPool(url, { maxConnections });
  const prisma = new PrismaClient({ adapter: new PrismaPg(sql) });
  return {
    prisma,
    sql,
    close: async () => {
      await prisma.$disconnect();
      if (!sql.ended) await sql.end();
    },
  };
}
