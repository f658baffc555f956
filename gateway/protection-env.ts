import type { readGatewayEnv } from './env.ts';
import type { Whom } from './limits/access-rules.ts';
import type { DocumentsPolicy } from './open-documents.ts';
import { DEFAULT_PROTECTION, type ProtectionSettings } from './protection.ts';

type Env = ReturnType<typeof readGatewayEnv>;

/** The quotas of the variables are by minute. */
const QUOTA_WINDOW_MS = 60_000;

/** The protection that the variables of the process ask for. */
export function protectionOf(env: Env): ProtectionSettings {
  return {
    limits: {
      tokens: env.LIMIT_TOKENS,
      depth: env.LIMIT_DEPTH,
      fields: env.LIMIT_FIELDS,
      rootFields: env.LIMIT_ROOT_FIELDS,
      aliases: env.LIMIT_ALIASES,
      directives: env.LIMIT_DIRECTIVES,
      introspections: env.LIMIT_INTROSPECTIONS,
      introspectionDepth: env.LIMIT_INTROSPECTION_DEPTH,
      cost: env.LIMIT_COST,
      listSize: env.COST_LIST_SIZE,
    },
    maxBatch: env.LIMIT_BATCH,
    access: { noIntrospection: noIntrospection(env) },
    quotas: {
      windowMs: QUOTA_WINDOW_MS,
      anonymous: env.QUOTA_ANONYMOUS,
      person: env.QUOTA_PERSON,
      classes: { ...DEFAULT_PROTECTION.quotas.classes, ...env.QUOTA_CLASSES },
    },
    load: { maxConcurrent: env.MAX_CONCURRENT_REQUESTS, maxLagMs: env.MAX_EVENT_LOOP_LAG_MS },
    subscriptions: { most: env.MAX_SUBSCRIPTIONS, mostPerCaller: env.MAX_SUBSCRIPTIONS_PER_CALLER },
    http: {
      headersTimeoutMs: env.HEADERS_TIMEOUT_MS,
      receiveTimeoutMs: env.RECEIVE_TIMEOUT_MS,
      idleTimeoutMs: env.IDLE_TIMEOUT_MS,
      maxConnections: env.MAX_CONNECTIONS,
    },
    origins: env.ALLOWED_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    redisUrl: env.REDIS_URL,
  };
}

/** What the generated client of this project sends, by its hashes; nothing where it is not generated. */
const OWN_CLIENT_DOCUMENTS = 'schema/generated/persisted-documents.json';

/** In production, callers without key or token ask what the hub was told of beforehand, unless the configuration says otherwise. */
export function documentsPolicyOf(env: Env): DocumentsPolicy {
  return {
    anonymous: env.ANONYMOUS_DOCUMENTS ?? (env.NODE_ENV === 'production' ? 'trusted' : 'any'),
    sources: [OWN_CLIENT_DOCUMENTS, ...env.TRUSTED_DOCUMENTS],
    maxSentBytes: env.SENT_DOCUMENTS_MAX_BYTES,
  };
}

/** In production the schema is read by those who say who they are, unless the configuration says otherwise. */
function noIntrospection({ NODE_ENV, INTROSPECTION }: Env): Whom {
  const allowed = INTROSPECTION ?? (NODE_ENV === 'production' ? 'identified' : 'everyone');
  return ({ everyone: 'nobody', identified: 'anonymous', nobody: 'everyone' } as const)[allowed];
}
