import type { JsonWebKey } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { ConfigurationError } from '../../platform/env.ts';
import type { Role } from '../../platform/roles.ts';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER } from './development-issuer.ts';

type PrivateKey = JsonWebKey & { readonly kid: string };

/** Whom a development token names. */
export interface DevelopmentPerson {
  readonly roles: readonly Role[];
  readonly siret?: string | undefined;
  /** The organisation's identifier in the graph, e.g. `demo-operateur`. */
  readonly organisation?: string | undefined;
  readonly epciSirens?: readonly string[] | undefined;
}

/** A token of the local issuer, by the text of its keys. */
export async function signedDevelopmentToken(
  keys: string,
  { roles, siret, organisation, epciSirens = [] }: DevelopmentPerson,
  seconds: number,
): Promise<string> {
  const [jwk] = (JSON.parse(keys) as { keys: PrivateKey[] }).keys;
  if (jwk === undefined) throw new ConfigurationError('Le fichier des clés de développement est vide : supprimez-le.');
  return new SignJWT({ roles, siret, organisation, epci: epciSirens })
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid, typ: 'at+jwt' })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setAudience(DEVELOPMENT_AUDIENCE)
    .setSubject(`developpement:${roles.join('+')}`)
    .setIssuedAt()
    .setExpirationTime(`${seconds} seconds`)
    .sign(await importJWK(jwk, 'ES256'));
}
