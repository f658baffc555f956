import { readGatewayEnv } from '../../../gateway/env.ts';
import { developmentIssuer } from '../../../gateway/identity/development-issuer.ts';
import { documentsPolicyOf, protectionOf } from '../../../gateway/protection-env.ts';
import type { GatewaySettings } from '../../../gateway/settings.ts';
import { ROOMY_PROTECTION, UNLIMITED_DOCUMENTS } from '../../support/protection.ts';

type Variant = Pick<GatewaySettings, 'protection' | 'documents' | 'identity' | 'keys'>;

/** So high that no run reaches them; they are counted all the same. */
const QUOTAS = { QUOTA_ANONYMOUS: '999999999', QUOTA_PERSON: '999999999', QUOTA_CLASSES: 'standard:999999999' };

/**
 * What the bench's hubs differ in, by the variables of their process: protection, and whom they recognise.
 *
 * @throws Error of a protection that there is not.
 */
export function hubVariant({
  BENCH_PROTECTION = 'roomy',
  BENCH_PEOPLE_KEYS,
  ...variables
}: NodeJS.ProcessEnv): Variant {
  const issuers = BENCH_PEOPLE_KEYS === undefined ? [] : developmentIssuer(BENCH_PEOPLE_KEYS);
  const identity = { issuers, clockSkewSeconds: 5 };
  if (BENCH_PROTECTION === 'roomy') return { identity, protection: ROOMY_PROTECTION };
  if (BENCH_PROTECTION === 'none')
    return { identity, protection: { ...ROOMY_PROTECTION, limits: UNLIMITED_DOCUMENTS } };
  if (BENCH_PROTECTION !== 'production') throw new Error(`There is no protection "${BENCH_PROTECTION}".`);
  const { TRUSTED_DOCUMENTS, GATEWAY_DATABASE_URL } = variables;
  // Nothing of the machine's own variables: production's defaults are measured.
  const env = readGatewayEnv({ NODE_ENV: 'production', ...QUOTAS, TRUSTED_DOCUMENTS, GATEWAY_DATABASE_URL });
  return {
    identity,
    protection: protectionOf(env),
    documents: { ...documentsPolicyOf(env), sources: env.TRUSTED_DOCUMENTS },
    keys: { database: env.GATEWAY_DATABASE_URL, graceMs: env.KEYS_GRACE_MS },
  };
}
