import { describe, expect, it } from '@jest/globals';
import {
  databaseUrlSetting,
  developmentIssuerSetting,
  hostSetting,
  logLevelSetting,
  millisecondsSetting,
  nodeEnvSetting,
  portSetting,
  readEnv,
} from '../../platform/env.ts';
import { proofSecretsSetting } from '../../platform/internal-token/settings.ts';

const SETTINGS = {
  NODE_ENV: nodeEnvSetting(),
  LOG_LEVEL: logLevelSetting(),
  LGN_HOST: hostSetting(),
  LGN_PORT: portSetting(4002, 'port d’écoute'),
  LGN_TIMEOUT_MS: millisecondsSetting(5_000, 'délai'),
  LGN_DATABASE_URL: databaseUrlSetting('base PostgreSQL de cette organisation'),
  DEVELOPMENT_ISSUER_KEYS: developmentIssuerSetting(),
  LGN_PROOF_SECRET: proofSecretsSetting('lgn'),
};
const URL = 'postgresql://lgn:p4ss-w0rd@127.0.0.1:5432/lgn';
const TOKEN = 'un-jeton-de-plus-de-24-caracteres';

function refusal(variables: Record<string, string>): string {
  try {
    readEnv(SETTINGS, variables);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return 'accepted';
}

describe('the variables of a process', () => {
  it('have their defaults when only the required one is set', () => {
    expect(readEnv(SETTINGS, { LGN_DATABASE_URL: URL })).toEqual({
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      LGN_HOST: '127.0.0.1',
      LGN_PORT: 4002,
      LGN_TIMEOUT_MS: 5_000,
      LGN_DATABASE_URL: URL,
      DEVELOPMENT_ISSUER_KEYS: undefined,
      LGN_PROOF_SECRET: [],
    });
  });

  it.each(['', ' ', '\t'])('that are blank (%j) count as absent', (blank) => {
    expect(readEnv(SETTINGS, { LGN_DATABASE_URL: URL, LGN_PORT: blank, DEVELOPMENT_ISSUER_KEYS: blank })).toMatchObject(
      {
        LGN_PORT: 4002,
        DEVELOPMENT_ISSUER_KEYS: undefined,
        LGN_PROOF_SECRET: [],
      },
    );
  });

  it('are refused all together, each with what it holds and an example', () => {
    const lines = refusal({ LGN_PORT: 'abc', LOG_LEVEL: 'loud', LGN_TIMEOUT_MS: '-1' }).split('\n');
    expect(lines).toEqual([
      'ConfigurationError: Configuration refusée :',
      expect.stringMatching(/^- LOG_LEVEL .*« loud ».*Exemple : LOG_LEVEL=info$/),
      expect.stringMatching(/^- LGN_PORT .*« abc ».*port entre 0 et 65535.*Exemple : LGN_PORT=4002$/),
      expect.stringMatching(/^- LGN_TIMEOUT_MS .*« -1 ».*Exemple : LGN_TIMEOUT_MS=5000$/),
      expect.stringMatching(/^- LGN_DATABASE_URL .*absente.*Exemple : LGN_DATABASE_URL=postgresql:/),
    ]);
  });

  it.each(['abc', '-1', '65536', '4000.5', '0x10', '1e3', '4000,1'])('refuse the port %j, saying why', (port) => {
    expect(refusal({ LGN_DATABASE_URL: URL, LGN_PORT: port })).toMatch(/LGN_PORT.*entre 0 et 65535/);
  });

  it.each(['0', '-1', '1.5', 'Infinity', '2147483648'])('refuse a delay of %j milliseconds', (delay) => {
    expect(refusal({ LGN_DATABASE_URL: URL, LGN_TIMEOUT_MS: delay })).toMatch(/LGN_TIMEOUT_MS.*nombre entier/);
  });

  it('accept the port 0, which lets the system choose', () => {
    expect(readEnv(SETTINGS, { LGN_DATABASE_URL: URL, LGN_PORT: '0' }).LGN_PORT).toBe(0);
  });

  it.each([
    ['a database URL', { LGN_DATABASE_URL: 'mysql://lgn:s3cr3t-value@db/lgn' }, 's3cr3t-value'],
    ['a secret', { LGN_DATABASE_URL: URL, LGN_PROOF_SECRET: 's3cr3t-value' }, 's3cr3t-value'],
  ])('never show the value of %s', (_secret, variables, value) => {
    const message = refusal(variables);
    expect(message).not.toContain(value);
    expect(message).toContain('valeur illisible');
  });

  it('refuse the development issuer in production, without showing it', () => {
    const message = refusal({ LGN_DATABASE_URL: URL, NODE_ENV: 'production', DEVELOPMENT_ISSUER_KEYS: TOKEN });
    expect(message).toMatch(/DEVELOPMENT_ISSUER_KEYS.*NODE_ENV=production/);
    expect(message).not.toContain(TOKEN);
  });

  it.each(['development', 'test'])('accept the development issuer in %s', (mode) => {
    const variables = { LGN_DATABASE_URL: URL, NODE_ENV: mode, DEVELOPMENT_ISSUER_KEYS: TOKEN };
    expect(readEnv(SETTINGS, variables).DEVELOPMENT_ISSUER_KEYS).toBe(TOKEN);
  });

  it('refuse a misspelt mode rather than take it for development', () => {
    expect(refusal({ LGN_DATABASE_URL: URL, NODE_ENV: 'prod' })).toContain('NODE_ENV');
  });
});
