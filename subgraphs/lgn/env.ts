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
    LGN_HOST: hostSetting(),
    LGN_PORT: portSetting(4002, 'port d’écoute'),
    LGN_DATABASE_URL: databaseUrlSetting('base PostgreSQL de cette organisation'),
    HUB_DEVELOPMENT_TOKEN: developmentTokenSetting(),
  });
  return {
    host: env.LGN_HOST,
    port: env.LGN_PORT,
    databaseUrl: env.LGN_DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    developmentToken: env.HUB_DEVELOPMENT_TOKEN,
  };
}
