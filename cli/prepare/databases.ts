import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseAddress } from '../../platform/database/address.ts';
import { startEmbeddedPostgres } from '../../platform/database/embedded.ts';
import { ConfigurationError } from '../../platform/env.ts';
import { installExtensions, provisionDatabase } from '../../platform/database/provision.ts';
import { databaseVariable, GATEWAY_DATABASE_VARIABLE, SUBGRAPHS, type SubgraphName } from '../subgraphs.ts';
import { openDataFolder } from './data-folder.ts';
import { secretsOf } from './secrets.ts';

export type DatabaseUrls = Readonly<Record<SubgraphName, string>>;

export interface Databases {
  readonly urls: DatabaseUrls;
  /** Of the gateway's own database; `null` when it has none. */
  readonly gatewayUrl: string | null;
  readonly embedded: boolean;
  /** Leaves the embedded server, and stops it unless another process of the hub still uses it. */
  readonly stop: () => Promise<void>;
}

/** The gateway's database that the environment names, by its address or in a file. */
function givenGatewaySource(): string | undefined {
  const source = process.env[GATEWAY_DATABASE_VARIABLE]?.trim();
  return source === '' ? undefined : source;
}

/** Its address; `null` when the environment names none. */
export async function givenGatewayUrl(): Promise<string | null> {
  const source = givenGatewaySource();
  return source === undefined ? null : databaseAddress(source);
}

/**
 * How the gateway is told of its database: that of the environment, or the file in which the embedded server's address
 * is written once it runs; `undefined` when there is neither.
 */
export function gatewayDatabaseSource(dataFolder: string): string | undefined {
  return givenGatewaySource() ?? (missingVariables().length === 0 ? undefined : gatewayUrlFile(dataFolder));
}

function gatewayUrlFile(dataFolder: string): string {
  return join(dataFolder, 'gateway-database-url');
}

function missingVariables(): readonly string[] {
  return SUBGRAPHS.map(databaseVariable).filter((variable) => (process.env[variable] ?? '') === '');
}

/**
 * The organisations' databases: those that the environment names, or else three databases of an embedded server under
 * the data folder, started if it does not run, each with a role of its own. The gateway's is the one that the environment
 * names, or else a fourth of that server.
 *
 * @throws ConfigurationError when the environment names some of the databases and not the others.
 */
export async function openDatabases(dataFolder: string): Promise<Databases> {
  const missing = missingVariables();
  if (missing.length === 0) {
    const given = SUBGRAPHS.map((subgraph) => [subgraph, process.env[databaseVariable(subgraph)]] as const);
    return {
      urls: Object.fromEntries(given) as DatabaseUrls,
      gatewayUrl: await givenGatewayUrl(),
      embedded: false,
      stop: () => Promise.resolve(),
    };
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
  const own = async (name: SubgraphName | 'gateway'): Promise<string> => {
    const password = databasePasswords[name];
    await provisionDatabase(server.urlOf, { database: name, role: name, password });
    const url = new URL(server.urlOf(name));
    url.username = name;
    url.password = password;
    return url.href;
  };
  try {
    const urls: Partial<Record<SubgraphName, string>> = {};
    for (const subgraph of SUBGRAPHS) {
      urls[subgraph] = await own(subgraph);
      await installExtensions(server.urlOf(subgraph));
    }
    const gatewayUrl = (await givenGatewayUrl()) ?? (await own('gateway'));
    writeFileSync(gatewayUrlFile(dataFolder), gatewayUrl, { mode: 0o600 });
    return { urls: urls as DatabaseUrls, gatewayUrl, embedded: true, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
