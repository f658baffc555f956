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
    LGN_HOST: hostSetting(),
    LGN_PORT: portSetting(4002, 'port d’écoute'),
    LGN_DATABASE_URL: databaseUrlSetting('base PostgreSQL de cette organisation'),
    GATEWAY_JWKS: gatewayKeysSetting(),
    LGN_PROOF_SECRET: proofSecretsSetting('lgn'),
    INTERNAL_CLOCK_SKEW_SECONDS: clockSkewSetting(),
  });
  return {
    host: env.LGN_HOST,
    port: env.LGN_PORT,
    databaseUrl: env.LGN_DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    gatewayKeys: env.GATEWAY_JWKS,
    proofSecrets: env.LGN_PROOF_SECRET,
    clockSkewSeconds: env.INTERNAL_CLOCK_SKEW_SECONDS,
  };
}
