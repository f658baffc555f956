import { generateKeyPairSync, randomUUID, type JsonWebKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER } from '../gateway/identity/development-issuer.ts';
import { ConfigurationError } from '../platform/env.ts';
import type { Role } from '../platform/roles.ts';

type PrivateKey = JsonWebKey & { readonly kid: string };

/** Whom a development token names. */
export interface DevelopmentPerson {
  readonly roles: readonly Role[];
  readonly siret?: string | undefined;
  /** The organisation's identifier in the graph, e.g. `demo-operateur`. */
  readonly organisation?: string | undefined;
  readonly epciSirens?: readonly string[] | undefined;
}

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
export async function developmentToken(
  keys: string,
  { roles, siret, organisation, epciSirens = [] }: DevelopmentPerson,
  hours = 12,
): Promise<string> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new ConfigurationError(
      'Les jetons de développement n’existent pas quand NODE_ENV=production : connectez-vous par le fournisseur d’identité.',
    );
  }
  const [jwk] = (JSON.parse(keys) as { keys: PrivateKey[] }).keys;
  if (jwk === undefined) throw new ConfigurationError('Le fichier des clés de développement est vide : supprimez-le.');
  return new SignJWT({ roles, siret, organisation, epci: epciSirens })
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid, typ: 'at+jwt' })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setAudience(DEVELOPMENT_AUDIENCE)
    .setSubject(`developpement:${roles.join('+')}`)
    .setIssuedAt()
    .setExpirationTime(`${hours} hours`)
    .sign(await importJWK(jwk, 'ES256'));
}

/** The same, by the keys of a data folder. */
export function tokenOf(dataFolder: string, person: DevelopmentPerson, hours?: number): Promise<string> {
  return developmentToken(readFileSync(developmentKeysFile(dataFolder), 'utf8'), person, hours);
}
