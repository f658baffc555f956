import { createLogger } from '../platform/log.ts';
import { runProcess } from '../platform/lifecycle.ts';
import { buildGateway } from './app.ts';
import { readGatewayEnv } from './env.ts';
import { developmentIssuer } from './identity/development-issuer.ts';
import { issuersOf } from './identity/issuers.ts';
import { loginOf } from './portal/login/login-settings.ts';
import { documentsPolicyOf, protectionOf } from './protection-env.ts';

await runProcess(async () => {
  const env = readGatewayEnv();
  const logger = createLogger('gateway');
  const issuers = issuersOf(env.IDENTITY_ISSUERS);
  const developmentKeys = env.DEVELOPMENT_ISSUER_KEYS;
  const gateway = await buildGateway({
    supergraphFile: env.SUPERGRAPH_FILE,
    watchIntervalMs: 1000,
    subgraphs: {
      department: { url: env.DEPARTMENT_URL, timeoutMs: env.DEPARTMENT_TIMEOUT_MS },
      lgn: { url: env.LGN_URL, timeoutMs: env.LGN_TIMEOUT_MS },
      operators: { url: env.OPERATORS_URL, timeoutMs: env.OPERATORS_TIMEOUT_MS },
    },
    defaultTimeoutMs: 5000,
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    circuitBreaker: { failures: env.SUBGRAPH_CIRCUIT_FAILURES, openMs: env.SUBGRAPH_CIRCUIT_OPEN_MS },
    maxResponseBytes: env.SUBGRAPH_MAX_RESPONSE_BYTES,
    maxTogether: env.SUBGRAPH_BATCH,
    maxRequestBytes: env.REQUEST_MAX_BYTES,
    ...(env.METRICS_PORT === undefined ? {} : { metrics: { host: env.METRICS_HOST, port: env.METRICS_PORT } }),
    ...(env.CACHE_MAX_BYTES === 0 ? {} : { caching: { maxBytes: env.CACHE_MAX_BYTES, redisUrl: env.REDIS_URL } }),
    protection: protectionOf(env),
    warmUpOperations: env.WARM_UP_OPERATIONS,
    signingKeys: env.GATEWAY_SIGNING_KEYS,
    // Of several, the first is the new one: subgraphs accept each.
    proofSecrets: {
      department: env.DEPARTMENT_PROOF_SECRET[0],
      lgn: env.LGN_PROOF_SECRET[0],
      operators: env.OPERATORS_PROOF_SECRET[0],
    },
    rejectsUnauthorised: env.UNAUTHORISED_FIELDS === 'reject',
    identity: {
      issuers: [...issuers, ...(developmentKeys === undefined ? [] : developmentIssuer(developmentKeys))],
      clockSkewSeconds: env.IDENTITY_CLOCK_SKEW_SECONDS,
    },
    keys: { database: env.GATEWAY_DATABASE_URL, graceMs: env.KEYS_GRACE_MS },
    ...(env.IDENTITY_LOGIN === undefined ? {} : { login: loginOf(env.IDENTITY_LOGIN, issuers) }),
    // Behind a reverse proxy everybody would seem to be on this machine.
    ...(developmentKeys === undefined || env.TRUSTED_PROXIES.length > 0 ? {} : { developmentKeys }),
    documents: documentsPolicyOf(env),
    operationsFolder: 'schema/operations',
    guidesFolder: 'docs/guides',
    logger,
  });
  await gateway.listen({ port: env.GATEWAY_PORT, host: env.GATEWAY_HOST });
  logger.info({ event: 'listening', port: env.GATEWAY_PORT });
  return gateway.close;
});
