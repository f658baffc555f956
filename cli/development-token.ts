import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { signedDevelopmentToken, type DevelopmentPerson } from '../gateway/identity/development-token.ts';
import { ConfigurationError } from '../platform/env.ts';

/** The key pair of the local issuer, made at the first call; readable by its owner only. */
export function developmentKeysFile(dataFolder: string): string {
  const file = join(dataFolder, 'development-issuer.json');
  if (existsSync(file)) return file;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, newDevelopmentKeys(), { mode: 0o600 });
  return file;
}

export function newDevelopmentKeys(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid: `developpement-${randomUUID()}` }] });
}

/**
 * A token of the local issuer, of the text of its keys.
 *
 * @throws ConfigurationError in production, where that issuer does not exist.
 */
export async function developmentToken(keys: string, person: DevelopmentPerson, hours = 12): Promise<string> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new ConfigurationError(
      'Les jetons de développement n’existent pas quand NODE_ENV=production : connectez-vous par le fournisseur d’identité.',
    );
  }
  return signedDevelopmentToken(keys, person, hours * 3600);
}

/** The same, by the keys of a data folder. */
export function tokenOf(dataFolder: string, person: DevelopmentPerson, hours?: number): Promise<string> {
  return developmentToken(readFileSync(developmentKeysFile(dataFolder), 'utf8'), person, hours);
}
