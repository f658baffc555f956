import { developmentToken, newDevelopmentKeys } from '../../cli/development-token.ts';
import { developmentIssuer } from '../../gateway/identity/development-issuer.ts';
import type { DevelopmentPerson } from '../../gateway/identity/development-token.ts';
import type { IdentitySettings } from '../../gateway/identity/identity.ts';
import { ROLES } from '../../platform/roles.ts';
import { secret } from './leaks/secrets.ts';

/** Of the local issuer. */
export const DEVELOPMENT_KEYS = newDevelopmentKeys();

/** A gateway that knows the people of the tests. */
export const IDENTITY: IdentitySettings = { issuers: developmentIssuer(DEVELOPMENT_KEYS), clockSkewSeconds: 5 };

/** The token of a person of these roles. */
export async function tokenFor(person: DevelopmentPerson, hours?: number): Promise<string> {
  return secret('token', await developmentToken(DEVELOPMENT_KEYS, person, hours));
}

/** The token of a person of every role. */
export const TOKEN = await tokenFor({ roles: ROLES });
