import {
  databaseUrlSetting,
  developmentTokenSetting,
  hostSetting,
  logLevelSetting,
  nodeEnvSetting,
  portSetting,
  readEnv,
} from '../../platform/env.ts';

/** The variables of the process that serves this subgraph. */
export function readSubgraphEnv() {
  const env = readEnv({
    NODE_ENV: nodeEnvSetting(),
    LOG_LEVEL: logLevelSetting(),
    OPERATORS_HOST: hostSetting(),
    OPERATORS_PORT: portSetting(4003, 'port d’écoute'),
    OPERATORS_DATABASE_URL: databaseUrlSetting('base PostgreSQL de cette organisation'),
    HUB_DEVELOPMENT_TOKEN: developmentTokenSetting(),
  });
  return {
    host: env.OPERATORS_HOST,
    port: env.OPERATORS_PORT,
    databaseUrl: env.OPERATORS_DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    developmentToken: env.HUB_DEVELOPMENT_TOKEN,
  };
}
