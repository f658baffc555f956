import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../platform/database/embedded.ts';
import { ConfigurationError } from '../../platform/env.ts';
import { provisionDatabase } from '../../platform/database/provision.ts';
import { databaseVariable, SUBGRAPHS, type SubgraphName } from '../subgraphs.ts';
import { openDataFolder } from './data-folder.ts';
import { secretsOf } from './secrets.ts';

export type DatabaseUrls = Readonly<Record<SubgraphName, string>>;

export interface Databases {
  readonly urls: DatabaseUrls;
  readonly embedded: boolean;
  /** Leaves the embedded server, and stops it unless another process of the hub still uses it. */
  readonly stop: () => Promise<void>;
}

/**
 * The organisations' databases: those that the environment names, or else three databases of an embedded server under
 * the data folder, started if it does not run, each with a role of its own.
 *
 * @throws ConfigurationError when the environment names some of the databases and not the others.
 */
export async function openDatabases(dataFolder: string): Promise<Databases> {
  const given = SUBGRAPHS.map((subgraph) => [subgraph, process.env[databaseVariable(subgraph)]] as const);
  const missing = given
    .filter(([, url]) => url === undefined || url === '')
    .map(([subgraph]) => databaseVariable(subgraph));
  if (missing.length === 0) {
    return { urls: Object.fromEntries(given) as DatabaseUrls, embedded: false, stop: () => Promise.resolve() };
  }
  if (missing.length < SUBGRAPHS.length) {
    throw new ConfigurationError(
      `Il manque ${missing.join(' et ')} : indiquez les trois bases, ou aucune (PostgreSQL intégré).`,
    );
  }
  return embeddedDatabases(dataFolder);
}

async function embeddedDatabases(dataFolder: string): Promise<Databases> {
  openDataFolder(dataFolder);
  const { databasePasswords } = secretsOf(dataFolder);
  const server = await startEmbeddedPostgres({ folder: join(dataFolder, 'postgres') });
  try {
    const urls: Partial<Record<SubgraphName, string>> = {};
    for (const subgraph of SUBGRAPHS) {
      const password = databasePasswords[subgraph];
      await provisionDatabase(server.urlOf, { database: subgraph, role: subgraph, password });
      const url = new URL(server.urlOf(subgraph));
      url.username = subgraph;
      url.password = password;
      urls[subgraph] = url.href;
    }
    return { urls: urls as DatabaseUrls, embedded: true, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
