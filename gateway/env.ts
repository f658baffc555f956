import { z } from 'zod';
import {
  developmentTokenSetting,
  millisecondsSetting,
  nodeEnvSetting,
  portSetting,
  readEnv,
  setting,
  type Setting,
} from '../platform/env.ts';
import { proofSecretsSetting } from '../platform/internal-token/settings.ts';
import { ADDRESS_FORMS, subgraphAddress } from './transport/address.ts';

function graphqlUrl(organisation: string, port: number): Setting<string> {
  const example = `http://127.0.0.1:${port}/graphql`;
  return setting(
    z
      .string()
      .refine((text) => subgraphAddress(text) !== null, ADDRESS_FORMS)
      .default(example),
    `adresse GraphQL du sous-graphe ${organisation}`,
    example,
  );
}

function bytes(defaultBytes: number, description: string): Setting<number> {
  const schema = z.coerce.number('doit être un nombre entier d’octets').int().positive().default(defaultBytes);
  return setting(schema, description, String(defaultBytes));
}

function count(defaultCount: number, description: string): Setting<number> {
  const schema = z.coerce.number('doit être un nombre entier, au moins 1').int().positive().default(defaultCount);
  return setting(schema, description, String(defaultCount));
}

function cacheBytes(defaultBytes: number, description: string): Setting<number> {
  const schema = z.coerce.number('doit être un nombre entier d’octets, ou 0').int().nonnegative().default(defaultBytes);
  return setting(schema, description, String(defaultBytes));
}

const SETTINGS = {
  NODE_ENV: nodeEnvSetting(),
  GATEWAY_HOST: setting(z.string().default('127.0.0.1'), 'interface d’écoute de la passerelle', '127.0.0.1'),
  GATEWAY_PORT: portSetting(4000, 'port de la passerelle'),
  SUPERGRAPH_FILE: setting(
    z.string().default('schema/supergraph.graphql'),
    'fichier du supergraphe, surveillé et rechargé',
    'schema/supergraph.graphql',
  ),
  DEPARTMENT_URL: graphqlUrl('department', 4001),
  LGN_URL: graphqlUrl('lgn', 4002),
  OPERATORS_URL: graphqlUrl('operators', 4003),
  DEPARTMENT_TIMEOUT_MS: millisecondsSetting(5000, 'délai accordé au sous-graphe department'),
  LGN_TIMEOUT_MS: millisecondsSetting(5000, 'délai accordé au sous-graphe lgn'),
  OPERATORS_TIMEOUT_MS: millisecondsSetting(5000, 'délai accordé au sous-graphe operators'),
  REQUEST_TIMEOUT_MS: millisecondsSetting(10_000, 'délai accordé à une demande entière'),
  SUBGRAPH_CIRCUIT_FAILURES: count(10, 'échecs de suite après lesquels un sous-graphe n’est plus sollicité'),
  SUBGRAPH_CIRCUIT_OPEN_MS: millisecondsSetting(2000, 'délai avant de solliciter de nouveau un sous-graphe en échec'),
  SUBGRAPH_MAX_RESPONSE_BYTES: bytes(16_777_216, 'taille maximale de la réponse d’un sous-graphe'),
  METRICS_HOST: setting(z.string().default('127.0.0.1'), 'interface d’écoute des mesures', '127.0.0.1'),
  METRICS_PORT: setting(
    z
      .string()
      .regex(/^\d+$/, 'doit être un port entre 0 et 65535')
      .transform(Number)
      .pipe(z.number().max(65_535, 'doit être un port entre 0 et 65535'))
      .optional(),
    'port des mesures Prometheus ; aucune sans lui',
    '9464',
  ),
  CACHE_MAX_BYTES: cacheBytes(33_554_432, 'mémoire des réponses gardées, par sous-graphe ; 0 n’en garde aucune'),
  REDIS_URL: setting(
    z
      .string()
      .regex(/^rediss?:\/\/.+/, 'doit être une adresse redis:// ou rediss://')
      .optional(),
    'Redis que plusieurs passerelles partagent',
    'redis://127.0.0.1:6379',
  ),
  REQUEST_MAX_BYTES: bytes(262_144, 'taille maximale d’une demande reçue'),
  GATEWAY_SIGNING_KEYS: setting(
    z.string().default('.data/gateway-signing-keys.json'),
    'clés de signature de la passerelle : fichier JWKS, créé s’il n’existe pas, ou son contenu',
    '/var/lib/hub/gateway-signing-keys.json',
  ),
  DEPARTMENT_PROOF_SECRET: proofSecretsSetting('department'),
  LGN_PROOF_SECRET: proofSecretsSetting('lgn'),
  OPERATORS_PROOF_SECRET: proofSecretsSetting('operators'),
  UNAUTHORISED_FIELDS: setting(
    z.enum(['null', 'reject'], 'attendu « null » ou « reject »').default('null'),
    'champ réservé que l’appelant ne peut pas lire : nul, le reste servi (`null`), ou demande refusée (`reject`)',
    'null',
  ),
  HUB_DEVELOPMENT_TOKEN: developmentTokenSetting(),
};

/**
 * The variables of the gateway, every fault reported together.
 *
 * @throws ConfigurationError also when a development token is given in production.
 */
export function readGatewayEnv(variables: NodeJS.ProcessEnv = process.env) {
  return readEnv(SETTINGS, variables);
}

/**
 * `@apollo/gateway` and ApolloServer send measurements outside unless told not to (DESIGN.md): this process never does.
 * To be called before either is built.
 */
export function disableApolloTelemetry(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  delete process.env['APOLLO_KEY'];
  delete process.env['APOLLO_GRAPH_REF'];
}
