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
    DEPARTMENT_HOST: hostSetting(),
    DEPARTMENT_PORT: portSetting(4001, 'port d’écoute'),
    DEPARTMENT_DATABASE_URL: databaseUrlSetting('base PostgreSQL de cette organisation'),
    HUB_DEVELOPMENT_TOKEN: developmentTokenSetting(),
  });
  return {
    host: env.DEPARTMENT_HOST,
    port: env.DEPARTMENT_PORT,
    databaseUrl: env.DEPARTMENT_DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    developmentToken: env.HUB_DEVELOPMENT_TOKEN,
  };
}
