import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUBGRAPHS, type SubgraphName } from '../subgraphs.ts';

/** What an installation invents for itself at its first start; kept in the data folder, readable by its owner only. */
export interface Secrets {
  readonly databasePasswords: Readonly<Record<SubgraphName | 'gateway', string>>;
  /** Shared by the gateway and each subgraph: by it a subgraph knows that a request was not changed on its way. */
  readonly proofSecrets: Readonly<Record<SubgraphName, string>>;
}

/** The installation's secrets, invented at the first call; those that an older installation lacks are added. */
export function secretsOf(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secrets.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets: Secrets = {
    databasePasswords: {
      ...forEach(known.databasePasswords),
      gateway: known.databasePasswords?.gateway ?? secret(),
    },
    proofSecrets: forEach(known.proofSecrets),
  };
  if (JSON.stringify(secrets) === JSON.stringify(known)) return secrets;
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

function forEach(known: Partial<Record<SubgraphName, string>> = {}): Record<SubgraphName, string> {
  const entries = SUBGRAPHS.map((subgraph) => [subgraph, known[subgraph] ?? secret()] as const);
  return Object.fromEntries(entries) as Record<SubgraphName, string>;
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
