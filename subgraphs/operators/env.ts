import {
  databaseUrlSetting,
  hostSetting,
  logLevelSetting,
  nodeEnvSetting,
  portSetting,
  readEnv,
} from '../../platform/env.ts';
import { clockSkewSetting, gatewayKeysSetting, proofSecretsSetting } from '../../platform/internal-token/settings.ts';

/** The variables of the process that serves this subgraph. */
export function readSubgraphEnv() {
  const env = readEnv({
    NODE_ENV: nodeEnvSetting(),
    LOG_LEVEL: logLevelSetting(),
    OPERATORS_HOST: hostSetting(),
    OPERATORS_PORT: portSetting(4003, 'port d’écoute'),
    OPERATORS_DATABASE_URL: databaseUrlSetting('base PostgreSQL de cette organisation'),
    GATEWAY_JWKS: gatewayKeysSetting(),
    OPERATORS_PROOF_SECRET: proofSecretsSetting('operators'),
    INTERNAL_CLOCK_SKEW_SECONDS: clockSkewSetting(),
  });
  return {
    host: env.OPERATORS_HOST,
    port: env.OPERATORS_PORT,
    databaseUrl: env.OPERATORS_DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    gatewayKeys: env.GATEWAY_JWKS,
    proofSecrets: env.OPERATORS_PROOF_SECRET,
    clockSkewSeconds: env.INTERNAL_CLOCK_SKEW_SECONDS,
  };
}
