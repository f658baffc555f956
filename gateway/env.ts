import { z } from 'zod';
import {
  developmentIssuerSetting,
  millisecondsSetting,
  nodeEnvSetting,
  portSetting,
  readEnv,
  setting,
} from '../platform/env.ts';
import { clockSkewSetting, proofSecretsSetting } from '../platform/internal-token/settings.ts';
import { DOCUMENTS } from '../platform/actor.ts';
import {
  bytes,
  cacheBytes,
  count,
  countOrNone,
  graphqlUrl,
  isDatabaseOrFile,
  list,
  quotaClasses,
} from './env-forms.ts';
import { DEFAULT_DOCUMENTS } from './open-documents.ts';
import { DEFAULT_PROTECTION } from './protection.ts';

const ORIGIN = /^(\*|https?:\/\/[^/,\s]+)$/;
const NETWORK = /^[0-9a-fA-F.:]+(\/\d{1,3})?$/;

const { limits, maxBatch, quotas, load, http, subscriptions } = DEFAULT_PROTECTION;

const CLASSES = Object.entries(quotas.classes)
  .map(([name, requests]) => `${name}:${requests}`)
  .join(',');

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
  SUBGRAPH_BATCH: count(32, 'demandes semblables servies ensemble, au plus (docs/adr/0012) ; 1 sert chacune à part'),
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
  LIMIT_TOKENS: count(limits.tokens, 'éléments lexicaux d’une requête, au plus'),
  LIMIT_DEPTH: count(limits.depth, 'niveaux de champs emboîtés, au plus'),
  LIMIT_FIELDS: count(limits.fields, 'champs d’une requête une fois ses fragments développés, au plus'),
  LIMIT_ROOT_FIELDS: count(limits.rootFields, 'champs à la racine, au plus'),
  LIMIT_ALIASES: count(limits.aliases, 'alias d’une requête une fois ses fragments développés, au plus'),
  LIMIT_DIRECTIVES: count(limits.directives, 'directives d’une requête une fois ses fragments développés, au plus'),
  LIMIT_INTROSPECTIONS: count(limits.introspections, 'champs « __schema » et « __type » d’une requête, au plus'),
  LIMIT_INTROSPECTION_DEPTH: count(limits.introspectionDepth, 'listes emboîtées d’une introspection, au plus'),
  LIMIT_COST: count(limits.cost, 'coût estimé d’une requête, au plus (docs/security.md)'),
  COST_LIST_SIZE: count(limits.listSize, 'éléments comptés pour une liste dont le schéma ne dit pas la taille'),
  LIMIT_BATCH: count(maxBatch, 'opérations d’une demande, au plus ; 1 refuse les listes'),
  QUOTA_ANONYMOUS: count(quotas.anonymous, 'demandes par minute d’une adresse qui ne s’identifie pas'),
  QUOTA_PERSON: count(quotas.person, 'demandes par minute d’une personne identifiée'),
  QUOTA_CLASSES: setting(quotaClasses(), 'demandes par minute d’une clé, par classe de quota', CLASSES),
  MAX_CONCURRENT_REQUESTS: count(load.maxConcurrent, 'demandes traitées en même temps, au plus'),
  MAX_EVENT_LOOP_LAG_MS: millisecondsSetting(load.maxLagMs, 'retard de la boucle d’événements au-delà duquel refuser'),
  MAX_SUBSCRIPTIONS: count(subscriptions.most, 'abonnements suivis en même temps, au plus'),
  MAX_SUBSCRIPTIONS_PER_CALLER: count(subscriptions.mostPerCaller, 'abonnements suivis par un appelant, au plus'),
  HEADERS_TIMEOUT_MS: millisecondsSetting(http.headersTimeoutMs, 'délai accordé pour envoyer les en-têtes'),
  RECEIVE_TIMEOUT_MS: millisecondsSetting(http.receiveTimeoutMs, 'délai accordé pour envoyer une demande entière'),
  IDLE_TIMEOUT_MS: millisecondsSetting(http.idleTimeoutMs, 'délai sans échange après lequel fermer une connexion'),
  MAX_CONNECTIONS: count(http.maxConnections, 'connexions ouvertes en même temps, au plus'),
  ALLOWED_ORIGINS: setting(list(ORIGIN, 'doit lister des origines'), 'pages web autorisées', 'https://exemple.fr'),
  TRUSTED_PROXIES: setting(
    list(NETWORK, 'doit lister des adresses ou des réseaux'),
    'mandataires inverses dont « X-Forwarded-For » est cru',
    '127.0.0.1,10.0.0.0/8',
  ),
  ANONYMOUS_DOCUMENTS: setting(
    z.enum(DOCUMENTS, 'doit valoir any ou trusted').optional(),
    'documents que l’on peut demander sans clé : tous (any) ou ceux de confiance (trusted)',
    'trusted',
  ),
  TRUSTED_DOCUMENTS: setting(
    list(/^[^,]+$/, 'doit lister des fichiers ou des dossiers').default(['.data/trusted-documents.json']),
    'fichiers et dossiers des documents de confiance, relus quand ils changent',
    '.data/trusted-documents.json',
  ),
  SENT_DOCUMENTS_MAX_BYTES: cacheBytes(
    DEFAULT_DOCUMENTS.maxSentBytes,
    'mémoire des documents envoyés avec leur empreinte (APQ) ; 0 n’en garde aucun',
  ),
  INTROSPECTION: setting(
    z.enum(['everyone', 'identified', 'nobody'], 'doit valoir everyone, identified ou nobody').optional(),
    'qui peut lire le schéma par introspection',
    'identified',
  ),
  WARM_UP_OPERATIONS: countOrNone(
    600,
    'opérations inventées, préparées en arrière-plan pour échauffer le code ; 0 aucune',
  ),
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
  GATEWAY_DATABASE_URL: setting(
    z.string().refine(isDatabaseOrFile, 'doit être une adresse PostgreSQL, ou un fichier').optional(),
    'base PostgreSQL des clés des partenaires : son adresse, ou le fichier qui la contient ; sans elle, aucune clé',
    'postgresql://gateway:motdepasse@127.0.0.1:5432/gateway',
  ),
  KEYS_GRACE_MS: millisecondsSetting(
    300_000,
    'durée pendant laquelle les clés servent encore, leur base ne répondant pas',
  ),
  IDENTITY_ISSUERS: setting(
    z.string().default('[]'),
    'fournisseurs d’identité : JSON, ou le fichier qui le contient',
    '/etc/hub/identity-issuers.json',
  ),
  IDENTITY_LOGIN: setting(
    z.string().optional(),
    'connexion depuis les pages du hub : JSON, ou le fichier qui le contient',
    '/etc/hub/identity-login.json',
  ),
  IDENTITY_CLOCK_SKEW_SECONDS: clockSkewSetting(),
  DEVELOPMENT_ISSUER_KEYS: developmentIssuerSetting(),
};

/**
 * The variables of the gateway, every fault reported together.
 *
 * @throws ConfigurationError also when the development issuer is given in production.
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
