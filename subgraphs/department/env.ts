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
    DEPARTMENT_HOST: hostSetting(),
    DEPARTMENT_PORT: portSetting(4001, 'port d’écoute'),
    DEPARTMENT_DATABASE_URL: databaseUrlSetting('base PostgreSQL de cette organisation'),
    GATEWAY_JWKS: gatewayKeysSetting(),
    DEPARTMENT_PROOF_SECRET: proofSecretsSetting('department'),
    INTERNAL_CLOCK_SKEW_SECONDS: clockSkewSetting(),
  });
  return {
    host: env.DEPARTMENT_HOST,
    port: env.DEPARTMENT_PORT,
    databaseUrl: env.DEPARTMENT_DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    gatewayKeys: env.GATEWAY_JWKS,
    proofSecrets: env.DEPARTMENT_PROOF_SECRET,
    clockSkewSeconds: env.INTERNAL_CLOCK_SKEW_SECONDS,
  };
}
