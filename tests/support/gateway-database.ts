import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../platform/database/migrate.ts';
import { withClient } from '../../platform/database/provision.ts';
import { urlVariable, withDatabase } from './databases.ts';

/** A gateway's own database, migrated and empty, and a connection to it. */
export interface GatewayDatabase {
  readonly url: string;
  readonly client: Client;
  readonly close: () => Promise<void>;
}

export async function openGatewayDatabase(): Promise<GatewayDatabase> {
  const server = process.env[urlVariable('department')] ?? '';
  const database = `hub_test_gateway_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${database} TEMPLATE template0`));
  const url = withDatabase(server, database);
  await migrate(url, 'gateway/migrations');
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    url,
    client,
    close: async () => {
      await client.end();
      await withClient(server, (admin) => admin.query(`DROP DATABASE ${database} WITH (FORCE)`));
    },
  };
}
