import { dirname, join } from 'node:path';
import { databaseVariable, GATEWAY_DATABASE_VARIABLE, SUBGRAPHS, type SubgraphName } from '../subgraphs.ts';
import type { DatabaseUrls } from '../prepare/databases.ts';
import type { Port } from './ports.ts';
import { StartError } from './start-error.ts';
import type { Program } from './supervised.ts';

const DEFAULT_PORTS: Readonly<Record<SubgraphName | 'gateway', number>> = {
  department: 4001,
  lgn: 4002,
  operators: 4003,
  gateway: 4000,
};

export type Ports = Readonly<Record<SubgraphName | 'gateway', Port>>;

/** The hub's ports: the same variables as when each process starts alone. */
export function hubPorts(variables: NodeJS.ProcessEnv): Ports {
  const entries = Object.entries(DEFAULT_PORTS).map(([name, byDefault]) => {
    const prefix = name.toUpperCase();
    const given = variables[`${prefix}_PORT`];
    const port = given === undefined || given === '' ? byDefault : Number(given);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new StartError(
        `${prefix}_PORT vaut « ${given ?? ''} » : attendu un port de 1 à 65535, par exemple ${byDefault}.`,
      );
    }
    return [name, { port, host: variables[`${prefix}_HOST`] ?? '127.0.0.1', variable: `${prefix}_PORT` }];
  });
  return Object.fromEntries(entries) as Ports;
}

export interface Installation {
  readonly root: string;
  readonly logFolder: string;
  /** Where the gateway keeps its signing keys. */
  readonly signingKeysFile: string;
  /** By which each subgraph knows that a request was not changed on its way. */
  readonly proofSecrets: Readonly<Record<SubgraphName, string>>;
  readonly ports: Ports;
  /** How the gateway is told of its own database. */
  readonly gatewayDatabase: string | undefined;
  /** The keys of the local issuer; `undefined` in production, where it is refused. */
  readonly developmentKeysFile: string | undefined;
}

/** The three subgraphs, each with its own configuration and nobody else's database. */
export function subgraphPrograms(installation: Installation, databaseUrls: DatabaseUrls): readonly Program[] {
  return SUBGRAPHS.map((name) => ({
    name,
    file: join(installation.root, 'subgraphs', name, 'server.ts'),
    logFile: join(installation.logFolder, `${name}.log`),
    env: {
      ...nobodysSecrets(),
      ...common(installation, name),
      GATEWAY_JWKS: process.env['GATEWAY_JWKS'] ?? `${addressOf(installation.ports.gateway)}/.well-known/jwks.json`,
      [proofVariable(name)]: installation.proofSecrets[name],
      [databaseVariable(name)]: databaseUrls[name],
    },
  }));
}

/** The gateway: it knows where the subgraphs are, and no database but its own. */
export function gatewayProgram(installation: Installation): Program {
  const { ports, proofSecrets, signingKeysFile } = installation;
  const variables = SUBGRAPHS.flatMap((name) => [
    [`${name.toUpperCase()}_URL`, `${addressOf(ports[name])}/graphql`],
    [proofVariable(name), proofSecrets[name]],
  ]);
  return {
    name: 'gateway',
    file: join(installation.root, 'gateway', 'server.ts'),
    // As in package.json: requests under way are not copied again and again by the garbage collector.
    nodeFlags: ['--max-semi-space-size=64'],
    logFile: join(installation.logFolder, 'gateway.log'),
    env: {
      ...nobodysSecrets(),
      ...common(installation, 'gateway'),
      [GATEWAY_DATABASE_VARIABLE]: installation.gatewayDatabase,
      DEVELOPMENT_ISSUER_KEYS: installation.developmentKeysFile,
      GATEWAY_SIGNING_KEYS: process.env['GATEWAY_SIGNING_KEYS'] ?? signingKeysFile,
      TRUSTED_DOCUMENTS: process.env['TRUSTED_DOCUMENTS'] ?? join(dirname(signingKeysFile), 'trusted-documents.json'),
      ...(Object.fromEntries(variables) as object),
    },
  };
}

function common({ ports }: Installation, name: keyof Ports): Record<string, string | undefined> {
  return { [ports[name].variable]: String(ports[name].port) };
}

/** A process learns only what is its own: neither the others' databases nor what they share with the gateway. */
function nobodysSecrets(): Record<string, undefined> {
  const names = SUBGRAPHS.flatMap((name) => [databaseVariable(name), proofVariable(name)]);
  return Object.fromEntries([...names, GATEWAY_DATABASE_VARIABLE].map((name) => [name, undefined]));
}

function proofVariable(name: SubgraphName): string {
  return `${name.toUpperCase()}_PROOF_SECRET`;
}

/** How the processes of this machine reach one another. */
function addressOf({ host, port }: Port): string {
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}
