import { createHash } from 'node:crypto';
import type { ApiKeys } from './keys/api-keys.ts';
import { originsByKey } from './keys/key-origins.ts';
import { openAdmission } from './quotas/admission.ts';
import { clientAddress } from './quotas/client-address.ts';
import { openCounts } from './quotas/counts.ts';
import { openLoad } from './quotas/load.ts';
import { shareCounts } from './quotas/shared-counts.ts';
import type { Reception } from './reception.ts';
import { openRedis } from './redis.ts';
import type { GatewaySettings } from './settings.ts';

/** What receives requests, counting alone or with the other gateways. */
export function openReception(
  { protection, logger }: GatewaySettings,
  keys: ApiKeys,
): {
  readonly reception: Reception;
  readonly closeReception: () => Promise<void>;
} {
  const { quotas, load: loadSettings, origins, trustedProxies, redisUrl } = protection;
  const counts = openCounts(Date.now);
  const load = openLoad(loadSettings);
  // Gateways that share their counts have this address, with its password, in common and with nobody else.
  const secret = redisUrl === undefined ? undefined : createHash('sha256').update(redisUrl).digest('hex');
  const reception = {
    admission: openAdmission(quotas, { counts, load, now: Date.now }),
    addressOf: clientAddress(trustedProxies, secret),
    origins: originsByKey(origins, keys),
  };
  const redis = redisUrl === undefined ? undefined : openRedis(redisUrl, logger);
  const unshare = redis === undefined ? undefined : shareCounts(counts, redis, logger);
  const closeReception = async () => {
    load.close();
    await unshare?.();
    redis?.disconnect();
  };
  return { reception, closeReception };
}
