import type { HttpServerSettings } from './http-server.ts';
import type { AccessSettings } from './limits/access-rules.ts';
import type { DocumentLimits } from './limits/document-limits.ts';
import type { SubscriptionBounds } from './live/open-subscriptions.ts';
import type { QuotaSettings } from './quotas/admission.ts';
import type { LoadSettings } from './quotas/load.ts';

/** What protects the gateway from abuse; every number is configuration (`env.ts`). */
export interface ProtectionSettings {
  /** The most that an operation may ask. */
  readonly limits: DocumentLimits;
  /** Operations of one request, at most; 1 refuses batches. */
  readonly maxBatch: number;
  /** Who may ask what. */
  readonly access: AccessSettings;
  readonly quotas: QuotaSettings;
  readonly load: LoadSettings;
  readonly subscriptions: SubscriptionBounds;
  readonly http: HttpServerSettings;
  /** Web pages that may ask, e.g. `https://exemple.fr`; `*` is any. */
  readonly origins: readonly string[];
  /** Addresses and networks of the reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Where several gateways share what they count; each counts alone when not given. */
  readonly redisUrl: string | undefined;
}

/** Far above what a good client asks, far below what harms. */
export const DEFAULT_PROTECTION: ProtectionSettings = {
  limits: {
    tokens: 2000,
    depth: 20,
    fields: 2000,
    rootFields: 30,
    aliases: 100,
    directives: 100,
    introspections: 2,
    introspectionDepth: 2,
    cost: 30_000,
    listSize: 10,
  },
  maxBatch: 1,
  access: { noIntrospection: 'nobody' },
  quotas: { windowMs: 60_000, anonymous: 120, person: 1200, classes: { standard: 1200, large: 12_000 } },
  load: { maxConcurrent: 500, maxLagMs: 1000 },
  subscriptions: { most: 500, mostPerCaller: 5 },
  http: { headersTimeoutMs: 5000, receiveTimeoutMs: 10_000, idleTimeoutMs: 30_000, maxConnections: 5000 },
  origins: [],
  trustedProxies: [],
  redisUrl: undefined,
};
