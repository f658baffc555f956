import { z } from 'zod';
import { ConfigurationError } from '../../platform/env.ts';
import { keySourcesOf } from '../../platform/key-sources.ts';
import { ROLES } from '../../platform/roles.ts';
import { jsonSetting } from './json-setting.ts';

/** Signatures by a private key only: nobody who verifies can sign. */
export const PERSON_ALGORITHMS = ['RS256', 'ES256', 'EdDSA'] as const;

const role = z.enum(ROLES, `doit être l’un des rôles ${ROLES.join(', ')}`);
const siret = z.string().regex(/^\d{14}$/, 'doit être un SIRET de 14 chiffres');
const siren = z.string().regex(/^\d{9}$/, 'doit être un SIREN de 9 chiffres');

/** Https, or http that does not leave this machine. */
export const isSecure = (url: string): boolean =>
  /^https:\/\//.test(url) || /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?:[:/]|$)/.test(url);

const organisation = z.strictObject({
  id: z.string().min(1).optional(),
  roles: z.array(role).default([]),
  epciSirens: z.array(siren).default([]),
});

const claims = z.strictObject({
  siret: z.string().default('siret'),
  roles: z.string().default('roles'),
  epciSirens: z.string().default('epci'),
  organisationId: z.string().optional(),
});

const issuer = z.strictObject({
  issuer: z.string().min(1, 'doit être la valeur exacte de « iss »'),
  audience: z.string().min(1, 'doit être la valeur attendue de « aud »'),
  jwks: z
    .string()
    .min(1)
    .refine(
      (text) => keySourcesOf(text).every((source) => source.kind !== 'url' || isSecure(source.url)),
      'doit être une adresse https (ou http sur cette machine), un fichier, ou un JWKS',
    ),
  algorithms: z
    .array(z.enum(PERSON_ALGORITHMS, `doit être ${PERSON_ALGORITHMS.join(', ')}`))
    .min(1)
    .default([...PERSON_ALGORITHMS]),
  /** Where each thing is in the token: a claim's name, or its path by dots. */
  claims: claims.default(claims.parse({})),
  /** The issuer's names of roles; without it, it names them as the hub does. */
  roleNames: z.record(z.string(), role).optional(),
  /** Roles that a token of this issuer can give at all. */
  grantableRoles: z.array(role).default([...ROLES]),
  /** By SIRET: the organisation's identifier in the graph, and what all its people may do. */
  organisations: z.record(siret, organisation).default({}),
});

const issuers = z
  .array(issuer)
  .refine((all) => new Set(all.map((one) => one.issuer)).size === all.length, 'nomme deux fois le même émetteur');

/** An identity provider that the gateway trusts, and what its tokens' claims mean here. */
export type IssuerSettings = z.infer<typeof issuer>;
/** As it is written in the configuration, defaults left out. */
export type IssuerDeclaration = z.input<typeof issuer>;

/**
 * Reads the issuers: JSON text, or the file that holds it.
 *
 * @throws ConfigurationError
 */
export function issuersOf(text: string): readonly IssuerSettings[] {
  const read = issuers.safeParse(jsonSetting(text, refused));
  if (read.success) return read.data;
  const faults = read.error.issues.map(
    ({ path, message }) => `${path.length === 0 ? 'la liste' : path.join('.')} ${message}`,
  );
  throw refused(faults.join(' ; '));
}

/** The issuers of declarations written in code. */
export function declaredIssuers(declarations: readonly IssuerDeclaration[]): readonly IssuerSettings[] {
  return issuersOf(JSON.stringify(declarations));
}

function refused(why: string): ConfigurationError {
  return new ConfigurationError(
    `IDENTITY_ISSUERS (fournisseurs d’identité) : ${why}. Exemple : [{"issuer":"https://sso.exemple.fr/realms/declic47","audience":"declic47-hub","jwks":"https://sso.exemple.fr/realms/declic47/protocol/openid-connect/certs"}]`,
  );
}
