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
import { DEFAULT_PROTECTION } from './protection.ts';
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

const { limits } = DEFAULT_PROTECTION;

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
  REQUEST_MAX_BYTES: bytes(262_144, 'taille maximale d’une demande reçue'),
  LIMIT_TOKENS: count(limits.tokens, 'éléments lexicaux d’une requête, au plus'),
  LIMIT_DEPTH: count(limits.depth, 'niveaux de champs emboîtés, au plus'),
  LIMIT_FIELDS: count(limits.fields, 'champs d’une requête une fois ses fragments développés, au plus'),
  LIMIT_ROOT_FIELDS: count(limits.rootFields, 'champs à la racine, au plus'),
  LIMIT_ALIASES: count(limits.aliases, 'alias d’une requête une fois ses fragments développés, au plus'),
  LIMIT_DIRECTIVES: count(limits.directives, 'directives d’une requête une fois ses fragments développés, au plus'),
  LIMIT_INTROSPECTIONS: count(limits.introspections, 'champs « __schema » et « __type » d’une requête, au plus'),
  LIMIT_INTROSPECTION_DEPTH: count(
    limits.introspectionDepth,
    'listes du schéma emboîtées dans une introspection, au plus',
  ),
  INTROSPECTION: setting(
    z.enum(['everyone', 'identified', 'nobody'], 'doit valoir everyone, identified ou nobody').optional(),
    'qui peut lire le schéma par introspection',
    'identified',
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
