import { z } from 'zod';
import { ConfigurationError } from '../../../platform/env.ts';
import { isSecure, type IssuerSettings } from '../../identity/issuers.ts';
import { jsonSetting } from '../../identity/json-setting.ts';

/** What the hub itself puts in an authorisation request. */
const OWN_PARAMETERS = [
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'redirect_uri',
  'resource',
  'response_mode',
  'response_type',
  'scope',
  'state',
];

const secureUrl = z
  .url('doit être une adresse')
  .refine(isSecure, 'doit être une adresse https (ou http sur cette machine)');

const provider = z.strictObject({
  /** In the address of the choice, e.g. `proconnect`. */
  id: z.string().regex(/^[a-z0-9-]{1,30}$/, 'doit compter de 1 à 30 lettres minuscules, chiffres ou tirets'),
  /** As people know it. */
  name: z.string().min(1, 'doit être le nom que les gens connaissent').max(60),
  issuer: secureUrl,
  clientId: z.string().min(1, 'doit être l’identifiant que le fournisseur a donné au hub'),
  clientSecret: z.string().min(1).optional(),
  clientAuthentication: z
    .enum(['client_secret_post', 'client_secret_basic'], 'doit être client_secret_post ou client_secret_basic')
    .default('client_secret_post'),
  scope: z
    .string()
    .refine((text) => text.split(' ').includes('openid'), 'doit contenir « openid »')
    .default('openid'),
  /** The API that the access token is for (RFC 8707), where the provider asks to be told. */
  resource: z.url('doit être une adresse').optional(),
  /** More parameters of the authorisation request, e.g. `acr_values`. */
  parameters: z
    .record(z.string(), z.string())
    .refine(
      (given) => OWN_PARAMETERS.every((name) => !(name in given)),
      `ne peut pas contenir ${OWN_PARAMETERS.join(', ')}`,
    )
    .default({}),
});

const providers = z
  .array(provider)
  .min(1, 'doit nommer au moins un fournisseur')
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'nomme deux fois le même « id »');

const login = z.strictObject({
  /** Where people reach the hub; the providers send them back there, and nowhere else. */
  publicUrl: secureUrl
    .refine(
      (url) => URL.canParse(url) && new URL(url).href === `${url.replace(/\/$/, '')}/`,
      'ne doit pas avoir de chemin',
    )
    .transform((url) => new URL(url).origin),
  sessionHours: z.number('doit être un nombre d’heures').positive().max(24, 'doit être 24 au plus').default(10),
  providers,
});

/** A provider by which people log in. */
export type ProviderSettings = z.infer<typeof provider>;
/** How people log in from the hub's pages. */
export type LoginSettings = z.infer<typeof login>;

/**
 * Reads the login: JSON text, or the file that holds it. A provider must be one whose tokens the hub accepts.
 *
 * @throws ConfigurationError
 */
export function loginOf(text: string, issuers: readonly IssuerSettings[]): LoginSettings {
  const read = login.safeParse(jsonSetting(text, refused));
  if (!read.success) {
    const faults = read.error.issues.map(
      ({ path, message }) => `${path.length === 0 ? 'le tout' : path.join('.')} ${message}`,
    );
    throw refused(faults.join(' ; '));
  }
  const known = new Set(issuers.map(({ issuer }) => issuer));
  const foreign = read.data.providers.find(({ issuer }) => !known.has(issuer));
  if (foreign !== undefined) {
    throw refused(`le fournisseur « ${foreign.id} » n’est pas dans IDENTITY_ISSUERS : le hub refuserait ses jetons`);
  }
  return read.data;
}

function refused(why: string): ConfigurationError {
  return new ConfigurationError(
    `IDENTITY_LOGIN (connexion depuis les pages du hub) : ${why}. Exemple : {"publicUrl":"https://hub.exemple.fr","providers":[{"id":"keycloak","name":"Compte Déclic47","issuer":"https://sso.exemple.fr/realms/declic47","clientId":"declic47-hub"}]}`,
  );
}
