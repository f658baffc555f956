import { rmSync } from 'node:fs';
import path from 'node:path';
import { createPartner } from '../../../gateway/keys/key-administration.ts';
import { startEmbeddedPostgres } from '../../../platform/database/embedded.ts';
import { migrate } from '../../../platform/database/migrate.ts';
import { withClient } from '../../../platform/database/provision.ts';

/** A gateway's database that holds the key of one partner, which is bound to trusted documents. */
export interface PartnerKey {
  readonly database: string;
  readonly key: string;
  readonly close: () => Promise<void>;
}

export async function openPartnerKey(folder: string): Promise<PartnerKey> {
  const cluster = path.join(folder, 'keys');
  rmSync(cluster, { recursive: true, force: true });
  const server = await startEmbeddedPostgres({ folder: cluster });
  const close = () => server.stop({ force: true });
  try {
    const database = server.urlOf('postgres');
    await migrate(database, 'gateway/migrations');
    const about = { name: 'Bench', contact: 'bench@exemple.fr', quotaClass: 'standard' };
    const facts = { ...about, origins: [], documents: 'trusted' as const, expiresAt: null };
    const { key } = await withClient(database, (client) => createPartner(client, 'bench', facts));
    return { database, key, close };
  } catch (error) {
    await close();
    throw error;
  }
}
