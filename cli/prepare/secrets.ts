import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUBGRAPHS, type SubgraphName } from '../subgraphs.ts';

/** What an installation invents for itself at its first start; kept in the data folder, readable by its owner only. */
export interface Secrets {
  readonly databasePasswords: Readonly<Record<SubgraphName, string>>;
  /** Opens mutations and personal fields until identity exists. */
  readonly developmentToken: string;
}

/** The installation's secrets, invented at the first call. */
export function secretsOf(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secret = () => randomBytes(24).toString('base64url');
  const passwords = SUBGRAPHS.map((subgraph) => [subgraph, secret()] as const);
  const secrets: Secrets = {
    databasePasswords: Object.fromEntries(passwords) as Record<SubgraphName, string>,
    developmentToken: secret(),
  };
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
